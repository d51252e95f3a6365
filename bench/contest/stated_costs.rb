# frozen_string_literal: true

module Contest
  # The kernels that the module of an instruction set has, with the costs that it states: from its source, where alone
  # they stand.
  module StatedCosts
    MODULES = File.expand_path("../../Sources/Kernels", __dir__)
    # In a table: the family; what the kernel is for; its vector, for many; the cost.
    KERNEL = /
      pointee\.(?<family>\w+)\.set(?<way>One|Pair|Many)\(\s*
      (?:ahead:\s\w+\.self,\s)?(?<two>TwoVectors<)?(?:SIMD|Words64x)?(?<lanes>\d+)?.*?cost:\s(?<cost>\d+)
    /mx

    # @!attribute cycles
    #   @return [Integer] for a block of one message, of each of two, or of one in each lane
    # @!attribute lanes
    #   @return [Integer] how many messages that is for
    Cost = Struct.new(:lanes, :cycles)

    class << self
      # @param set [String] an instruction set's name
      # @return [Hash{Array(Symbol, Symbol) => Cost}] by family, and `one`, `pair` or `many`
      def of(set)
        source(set).to_enum(:scan, KERNEL).to_h do
          kernel = Regexp.last_match
          way = kernel[:way].downcase.to_sym
          [[kernel[:family].to_sym, way], Cost.new(lanes(kernel, way), Integer(kernel[:cost]))]
        end
      end

      private

      def source(set)
        path = Dir.glob("#{MODULES}/*/*.swift").find { |name| File.basename(name, ".swift").downcase == set }
        path ? File.read(path) : abort("stated costs: no module in #{MODULES} is named after #{set}")
      end

      def lanes(kernel, way)
        return { one: 1, pair: 2 }.fetch(way) unless way == :many

        Integer(kernel[:lanes]) * (kernel[:two] ? 2 : 1)
      end
    end
  end
end
