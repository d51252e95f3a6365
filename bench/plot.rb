# frozen_string_literal: true

# Draws the throughput over the size of the input, from what `bench/throughput.rb --curves --json CURVES` measured.
#
#   ruby bench/plot.rb CURVES SVG

require "json"

require_relative "contest/drawing"

curves, svg = ARGV
measured = JSON.parse(File.read(curves))
Contest::Drawing.new(measured.fetch("curves").fetch("in_c"), measured.fetch("machine")).write(svg)
