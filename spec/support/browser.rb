# frozen_string_literal: true

require "fileutils"
require "io/nonblock"
require "json"
require "timeout"
require "tmpdir"

# Chromium without a window, told what to do through a pipe by its DevTools protocol: a message of JSON, and a NUL.
class Browser
  PROGRAM = "chromium"
  OPTIONS = %w[
    --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --remote-debugging-pipe
  ].freeze

  # @return [Array<String>] what the page said on its console, such as what its Content-Security-Policy refused
  attr_reader :console

  # @return [Array<String>] the addresses of all that was asked for
  attr_reader :requests

  def initialize
    @home = Dir.mktmpdir
    @number = 0
    @console = []
    @requests = []
    start
    target = call("Target.createTarget", url: "about:blank")["targetId"]
    @session = call("Target.attachToTarget", targetId: target, flatten: true)["sessionId"]
    %w[Page Runtime Log Network].each { |domain| call("#{domain}.enable") }
  end

  # Waits until the page is loaded.
  def open(path)
    @console.clear
    @requests.clear
    @loaded = false
    call("Page.navigate", url: "file://#{File.absolute_path(path)}")
    receive until @loaded
  end

  # @return what the expression's value is as JSON; that of a promise, once it is there
  # @raise [RuntimeError] for an exception in the page
  def evaluate(expression)
    result = call("Runtime.evaluate", expression:, returnByValue: true, awaitPromise: true)
    raise result.dig("exceptionDetails", "exception", "description") if result.key?("exceptionDetails")

    result.dig("result", "value")
  end

  # @return [Hash] what the method returned
  # @raise [RuntimeError]
  def call(method, **params)
    number = @number += 1
    @commands.write("#{{ id: number, method:, params:, sessionId: @session }.compact.to_json}\0")
    message = receive until message&.fetch("id", nil) == number
    raise message["error"]["message"] if message.key?("error")

    message["result"]
  end

  def close
    call("Browser.close")
    Process.wait(@pid)
  ensure
    [@commands, @answers].each(&:close)
    FileUtils.remove_entry(@home, true)
  end

  private

  def start
    theirs, @commands = IO.pipe
    @answers, writer = IO.pipe
    # It takes "try again" for the end.
    [theirs, writer].each { |io| io.nonblock = false }
    @pid = Process.spawn(PROGRAM, *OPTIONS, "--user-data-dir=#{@home}", 3 => theirs, 4 => writer,
                                                                        %i[out err] => File::NULL)
    [theirs, writer].each(&:close)
  end

  def receive
    text = Timeout.timeout(60) { @answers.gets("\0") } or raise "#{PROGRAM} has ended"
    message = JSON.parse(text.chomp("\0"))
    note(message["params"], message["method"])
    message
  end

  def note(event, kind)
    case kind
    when "Page.loadEventFired" then @loaded = true
    when "Log.entryAdded" then @console << event.dig("entry", "text")
    when "Runtime.exceptionThrown" then @console << event.dig("exceptionDetails", "exception", "description")
    when "Network.requestWillBeSent" then @requests << event.dig("request", "url")
    end
  end
end
