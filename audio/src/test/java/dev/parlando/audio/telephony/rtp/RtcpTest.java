package dev.parlando.audio.telephony.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Tests of RTCP against byte vectors of RFC 3550, section 6. */
class RtcpTest {
    private static final int SSRC = 0x01020304;

    private final List<ReceptionReport> reports = new ArrayList<>();
    private int goodbyes;
    private final SentReports sent = new SentReports();
    private final RtcpReader reader = new RtcpReader(SSRC, 8000, sent, reports::add, () -> goodbyes++);

    private static String hex(ByteBuffer out) {
        return RtpHeaderTest.hex(out.duplicate().flip());
    }

    @Test
    void writesSenderReportNameAndGoodbye() {
        RtcpWriter writer = new RtcpWriter(SSRC, "abc");
        ByteBuffer out = ByteBuffer.allocate(writer.maxBytes());
        writer.writeReport(out, 0x1122334455667788L, 160, 1L << 32 | 2, 320);
        assertThat(hex(out))
                .isEqualTo("80c80006" + "01020304" + "1122334455667788" + "000000a0" + "00000002" + "00000140"
                        + "81ca0003" + "01020304" + "0103616263000000");
        writer.writeGoodbye(out);
        assertThat(hex(out)).endsWith("81cb0001" + "01020304");
        assertThat(out.hasRemaining()).isFalse();
    }

    /** The list of items ends with at least one zero, which needs a word of its own if the name fills the last one. */
    @Test
    void endsNameThatFillsItsWordWithZeros() {
        RtcpWriter writer = new RtcpWriter(SSRC, "abcdef");
        ByteBuffer out = ByteBuffer.allocate(writer.maxBytes());
        writer.writeReport(out, 0, 0, 0, 0);
        assertThat(hex(out)).endsWith("81ca0004" + "01020304" + "0106" + "616263646566" + "00000000");
    }

    @Test
    void convertsTimeToNtp() {
        assertThat(NtpTime.of(Instant.EPOCH)).isEqualTo(0x83AA7E80_00000000L);
        assertThat(NtpTime.of(Instant.ofEpochSecond(0, 750_000_000))).isEqualTo(0x83AA7E80_C0000000L);
        assertThat(NtpTime.compact(0x83AA7E80_C0000000L)).isEqualTo(0x7E80C000);
    }

    @Test
    void readsReportsAboutOwnStreamInCompoundPackets() {
        String block = "01020304" + "40fffffe" + "00010203" + "00000050" + "7e800000" + "00008000";
        String other = "0a0a0a0a" + "ff000001" + "00000000" + "00000000" + "00000000" + "00000000";
        ByteBuffer datagram = RtpHeaderTest.bytes("82c9000d 0b0b0b0b" + other + block + "81cb0001 0b0b0b0b");
        sent.add(0x7E800000, -TimeUnit.MILLISECONDS.toNanos(750));
        assertThat(reader.read(datagram, 0)).isTrue();
        assertThat(reports).containsExactly(new ReceptionReport(0.25, -2, 10, 250));
        assertThat(goodbyes).isEqualTo(1);
    }

    @Test
    void readsReportsOfSenderWithoutRoundTrip() {
        ByteBuffer datagram =
                RtpHeaderTest.bytes("81c8000c 0b0b0b0b" + "00".repeat(20) + "01020304 00000003" + "00".repeat(16));
        assertThat(reader.read(datagram, 1)).isTrue();
        assertThat(reports).containsExactly(new ReceptionReport(0, 3, 0, -1));
    }

    @Test
    void findsEachOfTheLatestReportsAndNoOther() {
        for (int report = 0; report < 6; report++) {
            sent.add(report, 10L * report);
        }
        assertThat(sent.nanosSince(5, 100)).isEqualTo(50);
        assertThat(sent.nanosSince(2, 100)).isEqualTo(80);
        assertThat(sent.nanosSince(1, 100)).isEqualTo(SentReports.UNKNOWN);
        assertThat(new SentReports().nanosSince(0, 100)).isEqualTo(SentReports.UNKNOWN);
    }

    @Test
    void refusesPacketLongerThanDatagram() {
        assertThat(reader.read(RtpHeaderTest.bytes("81c90007 0b0b0b0b"), 0)).isFalse();
        assertThat(reports).isEmpty();
    }

    @Test
    void ignoresBlocksBeyondPacket() {
        assertThat(reader.read(RtpHeaderTest.bytes("9fc90001 0b0b0b0b"), 0)).isTrue();
        assertThat(reports).isEmpty();
    }

    @Property
    void neverThrows(@ForAll @Size(max = 80) byte[] tail) {
        ByteBuffer datagram = ByteBuffer.allocate(tail.length + 2)
                .put((byte) 0x9F)
                .put((byte) 200)
                .put(tail)
                .flip();
        reader.read(datagram, 0);
        reader.read(ByteBuffer.wrap(tail), 0);
    }

    @Test
    void spreadsReportsAroundFiveSeconds() {
        RtcpTimer timer = new RtcpTimer(new Random(1), 0);
        List<Long> times = new ArrayList<>();
        for (long now = 0; now < TimeUnit.MINUTES.toNanos(60); now += TimeUnit.MILLISECONDS.toNanos(20)) {
            if (timer.isDue(now)) {
                times.add(TimeUnit.NANOSECONDS.toMillis(now));
            }
        }
        assertThat(times.get(0)).isBetween(1000L, 3100L);
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isBetween(2052L, 6176L);
        }
        assertThat(times).hasSizeBetween(800, 950); // Every 4.1 s, the compensated mean of a lone sender.
    }
}
