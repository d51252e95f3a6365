# frozen_string_literal: true

module Swiftsum
  class Audit
    class Page
      # What an audit comes to, in one sentence. What was not read is never called unchanged.
      #
      # @api private
      module Verdict
        # By the exit status.
        SENTENCES = {
          3 => ->(counts) { rot(counts[:bit_rot]) }, 2 => ->(counts) { incomplete(counts) },
          1 => ->(counts) { changes(counts) }, 0 => ->(counts) { sameness(counts[:ok], counts[:unread]) }
        }.freeze
        IRREGULAR = "links, FIFOs, sockets or devices"
        private_constant :SENTENCES, :IRREGULAR

        class << self
          # @param report [Report]
          # @return [String]
          def of(report)
            SENTENCES.fetch(report.exit_status).call(Hash.new(0).merge(report.counts))
          end

          # @param report [Report]
          # @return [String] how many there are of what is no regular file; empty if there are none
          def irregular(report)
            number = report.irregular.values.sum
            number.zero? ? "" : "Not read: #{many(number, 'link, FIFO, socket or device', IRREGULAR)}."
          end

          # @param number [Integer]
          # @return [String] with a comma between thousands
          def number(number)
            number.to_s.gsub(/\d(?=(?:\d{3})+\z)/, "\\0,")
          end

          private

          def rot(number)
            "#{many(number)} may have rotted: the contents changed, and the time of the last change did not."
          end

          def incomplete(counts)
            unreadable = counts[:unreadable]
            malformed = counts[:malformed]
            parts = []
            parts << "#{many(unreadable)} could not be read" if unreadable.positive?
            parts << "#{many(malformed, 'line')} of the manifest can’t be understood" if malformed.positive?
            "The audit is not complete: #{parts.join(', and ')}."
          end

          def changes(counts)
            unread = counts[:unread]
            differ = counts.values.sum - counts[:ok] - unread
            sentence = "#{number(differ)} of #{many(counts.values.sum)} #{differ == 1 ? 'is' : 'are'} not as listed"
            unread.positive? ? "#{sentence}, and #{number(unread)} not read." : "#{sentence}."
          end

          def sameness(read, unread)
            return unread.zero? ? "There are no files." : "No file was read: none was due." if read.zero?

            all = read == 1 ? "The one file" : "All #{number(read)} files"
            is, was = read == 1 ? %w[is was] : %w[are were]
            return "#{all} #{is} as listed." if unread.zero?

            "#{all} that #{was} read #{is} as listed; #{number(unread)} not read."
          end

          def many(number, one = "file", several = "#{one}s")
            "#{number(number)} #{number == 1 ? one : several}"
          end
        end
      end
    end
  end
end
