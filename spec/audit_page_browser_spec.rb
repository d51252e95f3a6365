# frozen_string_literal: true

require "swiftsum"

require_relative "support/audit_pages"
require_relative "support/browser"
require_relative "support/program"

# The page of an audit as a browser has it.
RSpec.describe Swiftsum::Audit::Page do
  include AuditPages
  include Program

  before(:context) { @browser = Browser.new }

  after(:context) { @browser&.close }

  def show(results, **options)
    write_page_of(results, "page.html", **options)
    media("light", 1280)
    @browser.open("page.html")
  end

  def media(scheme, width)
    @browser.call("Emulation.setEmulatedMedia", features: [{ name: "prefers-color-scheme", value: scheme }])
    @browser.call("Emulation.setDeviceMetricsOverride", width:, height: 900, deviceScaleFactor: 1, mobile: false)
    drawn
  end

  def evaluate(...)
    @browser.evaluate(...)
  end

  # What stands in one column of the rows that are there.
  def column(name)
    evaluate("[...document.querySelectorAll('tbody td.#{name}')].map((cell) => cell.textContent)")
  end

  def click(selector)
    evaluate("document.querySelector(#{selector.to_json}).click()")
  end

  def filter(text)
    evaluate("filter.value = #{text.to_json}; filter.dispatchEvent(new Event('input'))")
  end

  # Once all is drawn.
  def drawn
    evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))")
  end

  # The tiles: what each is called, and its class.
  def tiles
    evaluate("[...map.children].map((tile) => [tile.ariaLabel, tile.className.replace('tile ', '')])").to_h
  end

  def width(tile)
    evaluate("parseFloat(map.querySelector('[aria-label^=#{tile}]').style.width)")
  end

  let(:few) do
    [result(:ok, "a/1", 1000), result(:ok, "a/2", 1000), result(:bit_rot, "b/c/1", 10, 1_500_000_000_000_000_000),
     result(:modified, "b/2", 10), result(:new, "top", 999), result(:moved, "b/3", 5, from: "old name")]
  end

  describe "hostile names" do
    let(:names) do
      code = "document.title='run'"
      ["<script>#{code}</script>", "</script><script>#{code}</script>", "<img src=x onerror=#{code}>", "<!--<script>",
       "javascript:#{code}", "'\"><svg onload=#{code}>", "https://example.org/a.js"]
    end

    it "run nothing, load nothing, and are shown as they are" do
      show(names.flat_map { |name| [result(:new, name), result(:moved, "#{name}/x", from: name, problem: name)] },
           folder: names[1])
      names.each { |name| filter(name) }
      filter("")

      expect(evaluate("document.title")).to eq "Audit of #{Dir.pwd}/#{names[1]}"
      expect(column("name")).to match_array(names + names.map { |name| "#{name}/xfrom #{name}#{name}" })
      expect(evaluate("document.querySelectorAll('script, img, svg, iframe, link').length")).to eq 4
      expect(@browser.requests).to eq ["file://#{File.absolute_path('page.html')}"]
      expect(@browser.console).to eq []
    end

    it "show what is not seen, each by itself" do
      shown = { "a\e[1Gb" => "a\\x1b[1Gb", "invoice\u202Efdp.exe" => "invoice\\u202efdp.exe", "n\nl" => "n\\x0al",
                "caf\xE9.txt" => "caf\\xe9.txt", "é\xE2\x80" => "é\\xe2\\x80", "\u0085" => "\\u0085",
                "\\x1b" => "\\x1b", "😀" => "😀", "   " => "\\x20 \\x20", "a b " => "a b\\x20" }
      show(shown.keys.map { |name| result(:new, name) })

      expect(column("name")).to match_array(shown.values)
      expect(evaluate("document.querySelectorAll('td.name bdi .escape').length")).to eq 10
      expect(evaluate("[...document.querySelectorAll('td.name bdi')].every((name) => name.dir === 'ltr')")).to be true
    end

    it "would be stopped by the Content-Security-Policy, if they became a script" do
      show([])
      evaluate("document.body.append(Object.assign(document.createElement('script'), " \
               "{ textContent: \"document.title = 'run'\" }))")
      drawn

      expect(evaluate("document.title")).to eq "Audit of #{Dir.pwd}/f"
      expect(@browser.console.join).to match(/Content Security Policy/)
    end
  end

  it "writes sizes with three digits" do
    show([0, 1, 999, 1000, 12_345, 999_999, 10**18].map { |bytes| result(:new, "a", bytes) })
    click("th.size button")

    expect(column("size")).to eq ["0 bytes", "1 byte", "999 bytes", "1.00 kB", "12.3 kB", "1,000 kB", "1.00 EB"]
  end

  describe "the map" do
    it "has a tile for each folder, by its worst status, and for the files of each status" do
      show(few)

      expect(tiles).to eq(
        "a: 2 files, 2.00 kB" => "ok", "1 file, 999 bytes, new" => "new",
        "b: 3 files, 25 bytes, 3 not as they were, the worst: suspected bit rot" => "bit_rot"
      )
    end

    it "has folders of names that lead out, which a manifest may list" do
      show([result(:unreadable, "/etc/passwd"), result(:unreadable, "../a"), result(:ok, "b/c")])
      click("a.tile[aria-label^='/:']")
      drawn
      click("a.tile")
      drawn

      expect(evaluate("document.querySelector('#path').textContent")).to eq "all/etc"
      expect(column("name")).to eq ["/etc/passwd"]
    end

    it "goes by files or by bytes" do
      show(few)
      by_files = evaluate("[...map.children].map((tile) => tile.ariaLabel[0])")
      click("#area input[value=bytes]")

      expect([by_files.first, evaluate("map.firstElementChild.ariaLabel[0]")]).to eq %w[b a]
      expect(width("a")).to be > 50
    end

    it "goes into a folder and back, and takes the table along" do
      show(few)
      evaluate("map.firstElementChild.focus()")
      click("a.tile.bit_rot")
      drawn

      expect(tiles.keys).to contain_exactly(/\Ac: 1 file/, "1 file, 10 bytes, modified", "1 file, 5 bytes, moved")
      expect(column("name")).to eq %w[b/c/1 b/2] + ["b/3from old name"]
      expect(evaluate("document.activeElement === map.firstElementChild")).to be true
      expect(evaluate("document.querySelector('#path').textContent")).to eq "allb"

      evaluate("document.querySelector('#path a').focus()")
      click("#path a")
      drawn
      expect(tiles.size).to eq 3
      expect(evaluate("document.activeElement === map.firstElementChild")).to be true
      evaluate("new Promise((done) => { addEventListener('hashchange', done, { once: true }); history.back() })" \
               ".then(() => 0)")
      expect(tiles.keys).to include(/\Ac: /)
    end

    it "is gone through by arrow keys, from one stop of the Tab key" do
      show(few)
      stops = "[...map.children].filter((tile) => tile.tabIndex === 0).length"
      press = lambda do |key|
        evaluate("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: '#{key}', bubbles: true }))")
        evaluate("[...map.children].indexOf(document.activeElement)")
      end

      expect(evaluate(stops)).to eq 1
      evaluate("map.querySelector('[tabindex=\"0\"]').focus()")
      expect(%w[ArrowRight ArrowDown ArrowRight ArrowLeft Home End].map(&press)).to eq [1, 2, 2, 1, 0, 2]
      expect(evaluate(stops)).to eq 1
    end

    it "has all of very many folders, on several maps" do
      show(Array.new(400) { |index| result(:ok, "folder#{index}/a", 400 - index) } + [result(:missing, "last/a", 0)])

      expect(evaluate("[map.children.length, more.textContent]")).to eq [150, "251 more"]
      expect(tiles).to include("last: 1 file, 0 bytes, 1 not as they were, the worst: missing" => "missing")
      2.times { click("#more") || drawn }
      expect(evaluate("[map.children.length, more.hidden]")).to eq [101, true]
    end

    it "fills its box, tile beside tile, each about as wide as high" do
      show(Array.new(60) { |index| result(:ok, "d#{index % 37}/#{index}", index**3) })
      %w[files bytes].each do |area|
        click("#area input[value=#{area}]")
        tiles = evaluate("[...map.children].map(({ style }) => [style.left, style.top, style.width, style.height]" \
                         ".map(parseFloat))")
        ratios = evaluate("[...map.children].map((tile) => tile.clientWidth / tile.clientHeight)")

        expect(tiles.sum { |_, _, width, height| width * height }).to be_within(0.1).of(10_000)
        expect(tiles.flatten.min).to be >= 0
        expect(tiles.flat_map { |left, top, width, height| [left + width, top + height] }.max)
          .to be_within(0.001).of(100)
        expect(ratios).to all be_between(0.4, 2.5)
      end
    end
  end

  describe "the table" do
    before do
      show(few)
    end

    it "is sorted by a column, and the other way round" do
      expect(column("status")).to eq ["suspected bit rot", "modified", "moved", "new"]
      sorted = lambda do |name|
        click("th.#{name} button")
        [column("name").map { |text| text[0, 3] }, evaluate("document.querySelector('th.#{name}').ariaSort")]
      end

      expect(sorted["name"]).to eq [%w[b/2 b/3 b/c top], "ascending"]
      expect(sorted["size"]).to eq [%w[b/3 b/2 b/c top], "ascending"]
      expect(sorted["size"]).to eq [%w[top b/2 b/c b/3], "descending"]
      expect(sorted["time"]).to eq [%w[b/2 b/3 top b/c], "ascending"]
      expect(column("time")).to eq ["", "", "", "2017-07-14 02:40:00"]
    end

    it "is filtered by text and by status" do
      filter("OLD")
      expect(column("status")).to eq ["moved"]
      filter("")
      click("[data-status=new]")
      click("[data-status=modified]")
      expect(column("status")).to eq %w[modified new]
      expect(evaluate("document.querySelectorAll('[aria-pressed=true]').length")).to eq 2
      expect(evaluate("document.getElementById('shown').textContent")).to eq "2 of 4 findings"
      click("[data-status=new]")
      expect(column("status")).to eq %w[modified]
    end

    it "shows the files of a tile" do
      click("button.tile.new")

      expect(column("status")).to eq ["new"]
    end

    it "says where it is that there are no rows" do
      filter("nothing is called so")

      expect([column("name"), evaluate("document.getElementById('shown').textContent")]).to eq [[], "0 of 4 findings"]
    end
  end

  describe "many rows" do
    def show_many(count)
      show(Array.new(count) { |index| result(%i[new modified][index % 2], "folder#{index % 50}/file #{index}", index) })
    end

    def scroll_to_end
      evaluate("scroller.scrollTop = scroller.scrollHeight; table.draw()")
    end

    it "are sorted and filtered, and few of them are elements: 100,000" do
      show_many(100_000)
      click("th.size button")
      expect(column("size").first(3)).to eq ["0 bytes", "1 byte", "2 bytes"]
      click("th.size button")
      expect(column("name").first).to eq "folder49/file 99999"
      scroll_to_end
      expect(column("name").last).to eq "folder0/file 0"
      expect(evaluate("scroller.querySelectorAll('tr').length")).to be < 100

      filter("file 99998")
      expect(column("name")).to eq ["folder48/file 99998"]
      filter("file 1")
      expect(evaluate("document.getElementById('shown').textContent")).to eq "11,111 of 100,000 findings"
      expect(evaluate("scroller.querySelector('table').ariaRowCount")).to eq "11112"
      scroll_to_end
      expect(evaluate("scroller.querySelector('tbody tr:nth-last-child(2)').ariaRowIndex")).to eq "11112"
    end

    it "are printed from the beginning, as many as anybody reads" do
      show_many(1001)
      evaluate("dispatchEvent(new Event('beforeprint'))")
      expect(column("name").size).to eq 1000
      expect(evaluate("document.querySelector('tbody tr:last-child').textContent")).to eq "1 more, not printed"
      evaluate("dispatchEvent(new Event('afterprint'))")
      expect(column("name").size).to be < 100
      expect(evaluate("document.querySelector('tbody').textContent")).not_to include "printed"
    end
  end

  it "is light or dark, as the reader likes it, and as wide as the window" do
    show(few + [result(:new, "#{'long' * 100}/#{'name' * 100}"), result(:new, "x" * 255)], folder: "f" * 300)
    backgrounds = %w[light dark].map do |scheme|
      media(scheme, 420)
      expect(evaluate("document.documentElement.scrollWidth")).to be <= 420
      expect(evaluate("scroller.scrollWidth - scroller.clientWidth")).to eq 0
      evaluate("getComputedStyle(document.body).backgroundColor")
    end

    expect(backgrounds).to eq ["rgb(246, 247, 249)", "rgb(15, 19, 24)"]
  end

  it "leaves names the most room, in any window" do
    show([result(:modified, "name" * 20)])
    widths = [420, 700, 961, 1280].map do |width|
      media("light", width)
      evaluate("['name', 'status'].map((column) => document.querySelector(`td.${column}`).clientWidth)")
    end

    expect(widths).to all(satisfy { |name, status| name > status })
  end

  # WCAG 2.2, 1.4.3.
  it "has a contrast of 4.5 to 1 at least, where there is text on a colour" do
    show(Swiftsum::Audit::Report::EXIT_STATUSES.keys.map { |status| result(status, "a") })
    ratios = %w[light dark].flat_map do |scheme|
      media(scheme, 1280)
      evaluate(<<~JS)
        [...document.querySelectorAll("#counts li")].map((item) => {
          const style = getComputedStyle(item.querySelector("button") ?? item);
          const [one, other] = [style.color, style.backgroundColor].map((color) => color.match(/\\d+/g).map((each) => {
            const part = each / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
          })).map(([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue);
          return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        })
      JS
    end

    expect(ratios.size).to eq 22
    expect(ratios).to all be >= 4.5
  end

  it "has nothing but the verdict where nothing is to be told" do
    show([])

    expect(evaluate("document.querySelector('h1').textContent")).to eq "There are no files."
    expect(evaluate("[...document.querySelectorAll('section')].every((each) => each.hidden)")).to be true
    expect(@browser.console).to eq []
  end
end
