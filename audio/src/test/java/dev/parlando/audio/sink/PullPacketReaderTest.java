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
    void reportsPacketLengthAsLead() {
        assertThat(sink.leadAudioFrames()).isEqualTo(960);
    }

    @Test
    void rejectsInvalidPacketLength() {
        assertThatThrownBy(() -> sink.packetReader(2401)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> sink.packetReader(0)).isInstanceOf(InvalidRequestException.class);
    }
}
