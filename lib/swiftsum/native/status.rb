# frozen_string_literal: true

module Swiftsum
  module Native
    # swiftsum_status
    module Status
      OK = 0
      AGAIN = 1
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

      # @param status [Integer] what a native function returned
      # @param subject [String, nil] what it was about, such as a path
      # @param errno [Integer, nil] of ERROR_SYSTEM, where the call itself left none
      # @return [void]
      # @raise [SystemCallError, Error, ArgumentError] unless the status is OK
      def self.check(status, subject = nil, errno: nil)
        return if status == OK
        raise SystemCallError.new(subject, errno || FFI.errno) if status == ERROR_SYSTEM

        raise EXCEPTIONS.fetch(status, Error), [subject, Native.status_text(status)].compact.join(": ")
      end
    end
  end
end
