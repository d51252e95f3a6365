# frozen_string_literal: true

require "open3"

require_relative "size"

module Contest
  # Throughput over size, ours and peers, as an SVG that gnuplot draws.
  class Drawing
    SIZES = (0..12).map { |power| 64 * (4**power) }.freeze

    # @!attribute gigabytes [Range] per second, with room for the key below
    # @!attribute contests [Hash{String => Array<String>}] and the peers and yardsticks that are drawn beside ours
    Panel = Struct.new(:title, :gigabytes, :contests)
    private_constant :Panel

    PANELS = [
      Panel.new("Cyclic redundancy checks", 0.1..200,
                { "CRC-32" => %w[libisal libdeflate zlib], "CRC-32C" => %w[libisal] }),
      Panel.new("Other checksums", 0.1..200,
                { "XXH3-64" => %w[libxxhash], "Adler-32" => %w[libdeflate zlib], "XXH64" => %w[libxxhash] }),
      Panel.new("MD5, SHA-1, SHA-2", 0.02..10,
                { "SHA-1" => %w[OpenSSL], "SHA-256" => %w[OpenSSL], "SHA-512" => %w[OpenSSL], "MD5" => %w[OpenSSL] }),
      Panel.new("SHA-3, BLAKE2, BLAKE3", 0.02..10,
                { "BLAKE3" => [], "BLAKE2b" => %w[OpenSSL], "SHA3-256" => %w[OpenSSL] })
    ].freeze
    PEERS = PANELS.map(&:contests).reduce(:merge).freeze

    # Ours is a solid line, and what it is compared with a broken one of the same colour.
    COLOURS = %w[#1f6fd0 #d9541e #12875a #8a3ab9].freeze
    BREAKS = %w[(9,6) (2,4) (9,4,2,4)].freeze
    GIGABYTES = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100].freeze
    private_constant :COLOURS, :BREAKS, :GIGABYTES

    PREAMBLE = <<~GNUPLOT
      set terminal svg size 1120,860 dynamic noenhanced font "Helvetica,Arial,sans-serif,13" background "white"
      set multiplot layout 2,2 margins 0.055,0.975,0.05,0.90 spacing 0.065,0.12 title "%<title>s"
      set logscale xy
      set format y "%%g"
      set border 3 linecolor "#666666"
      set tics nomirror textcolor "#333333"
      set grid xtics ytics linetype 1 linecolor "#e6e6e6" linewidth 0.7
      set xrange [64:2**30]
      set xtics (%<sizes>s)
      set ytics (%<gigabytes>s)
      set title textcolor "#111111" offset 0,-0.4
      set key bottom right reverse Left samplen 3 textcolor "#111111"
    GNUPLOT
    private_constant :PREAMBLE

    # @param curves [Hash{String => Hash}] by contest, as throughput.rb wrote them to JSON
    # @param machine [Hash{String => Object}]
    def initialize(curves, machine)
      @curves = curves
      @title = "GB/s over the size of the input, one thread. Solid: Swiftsum. Broken: its peers. " \
               "(#{machine.values_at('processor', 'instruction_set').join(', ')})"
    end

    # @param path [String]
    # @return [void]
    def write(path)
      svg, status = Open3.capture2("gnuplot", stdin_data: script)
      raise "gnuplot failed: #{status}" unless status.success?

      File.write(path, svg)
    end

    # @return [String] for gnuplot
    def script
      [preamble, *PANELS.map { |panel| plot(panel) }, "unset multiplot"].join("\n")
    end

    private

    def preamble
      sizes = SIZES.each_slice(2).map { |size, _| %("#{Size.name(size)}" #{size}) }
      format(PREAMBLE, title: @title, sizes: sizes.join(", "), gigabytes: GIGABYTES.join(", "))
    end

    def plot(panel)
      lines = panel.contests.zip(COLOURS).flat_map { |(contest, peers), colour| lines(contest, peers, colour) }
      <<~GNUPLOT
        #{lines.each_with_index.map { |(points, _), i| "$line#{i} << END\n#{points}\nEND" }.join("\n")}
        set title "#{panel.title}"
        set yrange [#{panel.gigabytes.minmax.join(':')}]
        plot #{lines.each_with_index.map { |(_, style), i| "$line#{i} with lines #{style}" }.join(', ')}
      GNUPLOT
    end

    # Ours lies under what it is compared with, so that both are seen where they are equal.
    #
    # @return [Array<(String, String)>] points and style of each line
    def lines(contest, peers, colour)
      rates = @curves.fetch(contest).fetch("gigabytes_per_second")
      ours = [points(rates.values.first), style(contest, colour, "linewidth 2.6")]
      others = peers.zip(BREAKS).filter_map do |peer, dashes|
        next unless rates[peer]&.values&.all?

        [points(rates[peer]), style("#{contest}, #{peer}", colour, "linewidth 1.6 dashtype #{dashes}")]
      end
      [ours, *others]
    end

    def style(title, colour, shape)
      %(linecolor "#{colour}" #{shape} title "#{title}")
    end

    def points(rates)
      rates.map { |size, rate| "#{size} #{rate}" }.join("\n")
    end
  end
end
