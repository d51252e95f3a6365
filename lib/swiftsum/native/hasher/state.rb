# frozen_string_literal: true

module Swiftsum
  module Native
    class Hasher
      # The native state of a hasher, and what is appended to it.
      module State
        # The native state, which is made if there is none yet.
        #
        # @return [HasherPointer]
        def state
          return @state if @state

          changes = @changes
          input = @input
          return @state unless input

          state = HasherPointer.make { |cell| @origin.make_hasher(cell) }
          Status.check(Native.update_hasher(state, input, input.bytesize))
          return state if replace(state, changes)

          state.release
          self.state
        end

        private

        def append_long(string)
          state.check
          length = Snapshot.spared_length(string)
          if length && string.length == length
            @changes += 1
            Status.check(Native.update_hasher(@state, string, length))
          else
            append_to_state(Snapshot.of(string))
          end
        end

        # @param (see #append)
        def append_to_state(string)
          state.check
          length = string.bytesize
          return update_without_gvl(string) if GVL.release?(length)

          @changes += 1
          Status.check(Native.update_hasher(@state, string, length))
        end

        def update_without_gvl(string)
          changes = @changes
          copy = copy_state
          Status.check(Native.update_hasher_without_gvl(copy, string, string.bytesize))
          return if replace(copy, changes)

          copy.release
          update_without_gvl(string)
        end

        # Puts another state in the place of this one, unless it was changed since.
        #
        # @return [Boolean]
        def replace(state, changes)
          if changes == @changes
            @changes += 1
            @state = state
            @input = nil
            true
          else
            false
          end
        end

        def copy_state
          HasherPointer.make { |cell| Native.copy_hasher(@state, cell) }
        end
      end
    end
  end
end
