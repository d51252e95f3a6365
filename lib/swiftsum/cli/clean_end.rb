# frozen_string_literal: true

module Swiftsum
  class CLI
    # For commands that write a file in place of another: Ctrl-C is an exception, so that what was written so far goes.
    # Then it ends the process by the signal, as it does anywhere else.
    #
    # @api private
    module CleanEnd
      # @return what the block returns
      def self.of_interrupt
        before = Signal.trap("INT", "DEFAULT")
        # As a shell starts what shall go on in the background.
        Signal.trap("INT", before) if before == "IGNORE"
        yield
      rescue Interrupt
        Signal.trap("INT", "SYSTEM_DEFAULT")
        Process.kill(:INT, Process.pid)
        sleep # until it comes
      ensure
        Signal.trap("INT", before || "DEFAULT")
      end
    end
  end
end
