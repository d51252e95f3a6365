# frozen_string_literal: true

# What the RFCs give as examples.
RSpec.describe "The examples of" do
  describe "RFC 1321 (MD5), appendix A.5" do
    {
      "" => "d41d8cd98f00b204e9800998ecf8427e",
      "a" => "0cc175b9c0f1b6a831c399e269772661",
      "abc" => "900150983cd24fb0d6963f7d28e17f72",
      "message digest" => "f96b697d7cb7938d525a2f31aaf161d0",
      "abcdefghijklmnopqrstuvwxyz" => "c3fcd3d76192e4007dfb496cca67e13b",
      [*"A".."Z", *"a".."z", *"0".."9"].join => "d174ab98d277d9f5a5611c2c9f419d9f",
      "1234567890" * 8 => "57edf4a22be3c955ac49da2e2107b67a"
    }.each do |message, digest|
      it "are met by #{message.inspect}" do
        expect(Swiftsum::MD5.hexdigest(message)).to eq digest
      end
    end
  end

  describe "RFC 3720 (CRC-32C), appendix B.4" do
    read_command = ["01c0000000000000000000000000000014000000000004000000001400000018" \
                    "28000000000000000200000000000000"].pack("H*")
    {
      "32 bytes of zeros" => ["\0" * 32, 0x8a9136aa],
      "32 bytes of ones" => ["\xFF".b * 32, 0x62a8ab43],
      "32 bytes that increase" => [[*0...32].pack("C*"), 0x46dd794e],
      "32 bytes that decrease" => [[*0...32].reverse.pack("C*"), 0x113fdb5c],
      "an iSCSI SCSI Read (10) command" => [read_command, 0xd9963a56]
    }.each do |name, (message, crc)|
      it "are met by #{name}" do
        expect(Swiftsum.crc32c(message)).to eq crc
        # The RFC prints the bytes as they are sent, the least significant first.
        expect(Swiftsum::CRC32C.digest(message)).to eq [crc].pack("N")
      end
    end
  end

  describe "RFC 7693 (BLAKE2)" do
    it "are met by \"abc\" (appendices A and B)" do
      expect(Swiftsum::BLAKE2B.hexdigest("abc"))
        .to eq "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1" \
               "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923"
      expect(Swiftsum::BLAKE2S.hexdigest("abc"))
        .to eq "508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982"
    end

    # A Fibonacci generator.
    def sequence(length, seed)
      a = (0xDEAD4BAD * seed) & 0xFFFFFFFF
      b = 1
      Array.new(length) do
        a, b = b, (a + b) & 0xFFFFFFFF
        b >> 24
      end.pack("C*")
    end

    # A digest of digests of all of these lengths, with and without a key.
    def grand_digest(type, digest_lengths, input_lengths)
      digest_lengths.product(input_lengths).each_with_object(type.new(digest_length: 32)) do |(digest, input), grand|
        message = sequence(input, input)
        grand << type.new(digest_length: digest).update(message).digest
        grand << type.new(digest_length: digest, key: sequence(digest, digest)).update(message).digest
      end.hexdigest
    end

    it "are met by the self-test (appendix E)" do
      expect(grand_digest(Swiftsum::BLAKE2B, [20, 32, 48, 64], [0, 3, 128, 129, 255, 1024]))
        .to eq "c23a7800d98123bd10f506c61e29da5603d763b8bbad2e737f5e765a7bccd475"
      expect(grand_digest(Swiftsum::BLAKE2S, [16, 20, 28, 32], [0, 3, 64, 65, 255, 1024]))
        .to eq "6a411f08ce25adcdfb02aba641451cec53c598b24f4fc787fbdc88797f4c1dfe"
    end
  end
end
