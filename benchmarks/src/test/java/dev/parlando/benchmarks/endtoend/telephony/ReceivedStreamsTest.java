package dev.parlando.benchmarks.endtoend.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ReceivedStreamsTest {
    private final ReceivedStreams streams = new ReceivedStreams();

    private void receive(int ssrc, int sequence, int lastByte) {
        ByteBuffer packet = ByteBuffer.allocate(13);
        packet.putShort(2, (short) sequence).putInt(8, ssrc).put(12, (byte) lastByte);
        streams.accept(packet);
    }

    @Test
    void countsCompleteStreamsAcrossTheWrapOfTheSequence() {
        for (int sequence = 65_534; sequence <= 65_538; sequence++) {
            receive(1, sequence, 0);
            receive(2, sequence + 100, 0xFF);
        }
        assertThat(Reception.parse(streams.collect())).isEqualTo(new Reception(2, 10, 5, 0, 0));
    }

    @Test
    void countsMissingAndRepeatedPackets() {
        receive(1, 10, 0);
        receive(1, 13, 0);
        receive(1, 13, 0);
        receive(1, 14, 0);
        assertThat(Reception.parse(streams.collect())).isEqualTo(new Reception(1, 4, 0, 2, 1));
    }

    @Test
    void startsAgainAfterCollection() {
        receive(1, 10, 0);
        streams.collect();
        receive(1, 20, 0);
        assertThat(Reception.parse(streams.collect())).isEqualTo(new Reception(1, 1, 0, 0, 0));
    }
}
