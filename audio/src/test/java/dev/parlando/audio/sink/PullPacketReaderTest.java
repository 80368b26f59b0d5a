package dev.parlando.audio.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.error.InvalidRequestException;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PullPacketReaderTest {
    private final PullSink sink = new PullSink(new PcmFormat(48_000, 1), 100, new FakeSinkClock());
    private final PullPacketReader packets = sink.packetReader(960);
    private final short[] packet = new short[960];
    private final short[] ones = new short[4800];

    @BeforeEach
    void open() {
        sink.open(sink.format());
        Arrays.fill(ones, (short) 1);
    }

    private int sum() {
        int sum = 0;
        for (short sample : packet) {
            sum += sample;
        }
        return sum;
    }

    @Test
    void returnsFalseWithoutSamples() {
        assertThat(packets.read(packet, 0)).isFalse();
    }

    @Test
    void returnsWholePacketsAndPadsLastWithSilence() {
        sink.write(ones, 0, 2 * 960 + 300);

        assertThat(packets.read(packet, 0)).isTrue();
        assertThat(packets.read(packet, 0)).isTrue();
        assertThat(sum()).isEqualTo(960);
        assertThat(packets.read(packet, 0)).isTrue();
        assertThat(sum()).isEqualTo(300);
        assertThat(packet[299]).isEqualTo((short) 1);
        assertThat(packet[300]).isZero();
        assertThat(packets.read(packet, 0)).isFalse();
        assertThat(sink.positionAudioFrames()).isEqualTo(2 * 960 + 300);
    }

    @Test
    void waitsForRestOfRecentPartialPacket() {
        sink.write(ones, 0, 700);
        assertThat(packets.read(packet, 0)).isFalse();
        sink.write(ones, 0, 700);
        assertThat(packets.read(packet, 0)).isTrue();
        assertThat(sum()).isEqualTo(960);
    }

    @Test
    void returnsPartialPacketImmediatelyAfterDiscard() {
        sink.write(ones, 0, 4000);
        assertThat(packets.read(packet, 0)).isTrue();
        sink.discard();
        sink.write(ones, 0, 240);
        assertThat(packets.read(packet, 0)).isTrue();
        assertThat(sum()).isEqualTo(240);
        assertThat(packets.read(packet, 0)).isFalse();
    }

    @Test
    void padsWithSilenceUntilSinkIsClosed() {
        short[] target = new short[962];
        Arrays.fill(target, (short) 7);
        assertThat(packets.readPadded(target, 1)).isTrue();
        assertThat(target[0]).isEqualTo((short) 7);
        assertThat(Arrays.copyOfRange(target, 1, 961)).containsOnly((short) 0);
        assertThat(target[961]).isEqualTo((short) 7);

        sink.write(ones, 0, 960);
        assertThat(packets.readPadded(packet, 0)).isTrue();
        assertThat(sum()).isEqualTo(960);

        sink.write(ones, 0, 960);
        sink.close();
        assertThat(packets.readPadded(packet, 0)).isFalse();
        sink.open(sink.format());
        assertThat(packets.readPadded(packet, 0)).isTrue();
    }

    @Test
    void padsAllChannelsWithSilence() {
        PullPacketReader stereo = new PullSink(new PcmFormat(48_000, 2), 100).packetReader(960);
        short[] target = new short[2 * 960];
        Arrays.fill(target, (short) 7);
        assertThat(stereo.readPadded(target, 0)).isTrue();
        assertThat(target).containsOnly((short) 0);
    }

    @Test
    void endsWhenSinkIsClosedBeforeFirstUse() {
        PullSink unused = new PullSink(new PcmFormat(48_000, 1), 100);
        PullPacketReader reader = unused.packetReader(960);
        unused.close();
        assertThat(reader.readPadded(packet, 0)).isFalse();
    }

    @Test
    void reportsPacketLengthAsLead() {
        assertThat(sink.leadAudioFrames()).isEqualTo(960);
    }

    @Test
    void rejectsInvalidPacketLength() {
        assertThatThrownBy(() -> sink.packetReader(2401)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> sink.packetReader(0)).isInstanceOf(InvalidRequestException.class);
    }
}
