package dev.parlando.audio.telephony.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.fixture.TestPacket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of RTP headers against byte vectors of RFC 3550. */
class RtpHeaderTest {
    private final RtpHeader header = new RtpHeader();

    static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }

    @Test
    void writesHeaderInFrontOfPayload() {
        ByteBuffer packet = new TestPacket(4, 4).fill(1).buffer(RtpHeader.BYTES);
        RtpHeader.write(packet, true, 8, 0xFFFE, 0x80000001, 0xCAFEBABE);
        assertThat(hex(packet)).isEqualTo("8088fffe80000001cafebabe01020304");
    }

    /** A source of the given start values: SSRC, timestamp and sequence. */
    private static RandomGenerator starts(int ssrc, int timestamp, int sequence) {
        int[] values = {ssrc, timestamp, sequence};
        int[] next = {0};
        return new RandomGenerator() {
            @Override
            public int nextInt() {
                return values[next[0]++];
            }

            @Override
            public long nextLong() {
                throw new AssertionError();
            }
        };
    }

    @Test
    void wrapsSequenceAndTimestamp() {
        RtpStream stream = new RtpStream(0, starts(7, 0xFFFFFFFF - 159, 0xFFFF));
        TestPacket packet = new TestPacket(1, 160);
        assertThat(hex(stream.withHeader(packet))).isEqualTo("8080ffffffffff600000000700");
        assertThat(hex(stream.withHeader(packet.advance()))).isEqualTo("80000000000000000000000700");
        assertThat(hex(stream.withHeader(packet.advance()))).isEqualTo("80000001000000a00000000700");
    }

    @Test
    void advancesTimestampOverSkippedTimeAndSetsMarker() {
        RtpStream stream = new RtpStream(8, starts(7, 1000, 1));
        TestPacket packet = new TestPacket(1, 160);
        stream.withHeader(packet);
        assertThat(hex(stream.withHeader(packet.skipTo(16_000)))).isEqualTo("80880002" + "00004268" + "0000000700");
        assertThat(stream.timestamp()).isEqualTo(17_000);
    }

    @Test
    void readsPayloadAfterSourcesAndExtensionWithoutPadding() {
        ByteBuffer packet =
                bytes("b2 80 1234 00000005 00000009" + "aaaaaaaa bbbbbbbb" + "bede 0001 01020304" + "f1f2 000002");
        assertThat(header.read(packet)).isTrue();
        assertThat(hex(packet)).isEqualTo("f1f200");
        assertThat(header.marker()).isTrue();
        assertThat(header.payloadType()).isZero();
        assertThat(header.sequence()).isEqualTo(0x1234);
        assertThat(header.timestamp()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "80 00 0001 00000000 000000", // One byte short.
                "40 00 0001 00000000 00000000", // Version 1.
                "81 00 0001 00000000 00000000 0000", // A source is missing.
                "90 00 0001 00000000 00000000 0000", // The extension is missing.
                "90 00 0001 00000000 00000000 0000 0002 00000000", // The extension is too short.
                "a0 00 0001 00000000 00000000", // Padding without its length.
                "a0 00 0001 00000000 00000000 00", // Padding of no bytes.
                "a0 00 0001 00000000 00000000 0003" // More padding than payload.
            })
    void refusesMalformedPackets(String hex) {
        assertThat(header.read(bytes(hex))).isFalse();
    }

    @Property
    void neverThrows(@ForAll @Size(max = 40) byte[] datagram) {
        ByteBuffer buffer = ByteBuffer.wrap(datagram);
        if (header.read(buffer)) {
            assertThat(buffer.remaining()).isLessThanOrEqualTo(datagram.length - RtpHeader.BYTES);
        }
    }
}
