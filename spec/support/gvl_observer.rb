# frozen_string_literal: true

# Sees whether a call lets other Ruby threads run.
module GVLObserver
  # Whether this thread ever runs while another is in the middle of the call. A busy machine may not let it at once.
  def released_by?(&call)
    Array.new(20) { call }.any? do
      thread = Thread.new(&call)
      seen = false
      while thread.alive?
        seen ||= thread.status == "sleep"
        Thread.pass
      end
      seen
    end
  end
end
