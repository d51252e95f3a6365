# frozen_string_literal: true

module Swiftsum
  module Native
    # swiftsum_status
    module Status
      OK = 0
      AGAIN = 1
      ERROR_SIZE = 5
      ERROR_PARAMETER = 6
      ERROR_SYSTEM = 7
      ERROR_CHANGED = 8
      ERROR_UNSUPPORTED = 10

      EXCEPTIONS = {
        ERROR_PARAMETER => ArgumentError,
        ERROR_CHANGED => ChangedError,
        ERROR_UNSUPPORTED => UnsupportedError
      }.freeze
      private_constant :EXCEPTIONS

      class << self
        # @param status [Integer] what a native function returned
        # @return [void]
        # @raise (see .fail)
        def check(status)
          fail(status) unless status == OK
        end

        # @param status [Integer] not OK
        # @param subject [String, nil] what it was about, such as a path
        # @param errno [Integer] of ERROR_SYSTEM
        # @raise [SystemCallError, Error, ArgumentError]
        def fail(status, subject = nil, errno: FFI.errno)
          raise SystemCallError.new(subject, errno) if status == ERROR_SYSTEM

          raise EXCEPTIONS.fetch(status, Error), [subject, Native.status_text(status)].compact.join(": ")
        end
      end
    end
  end
end
