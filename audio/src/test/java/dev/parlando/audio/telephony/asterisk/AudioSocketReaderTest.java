package dev.parlando.audio.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Tests of the message format against byte vectors of Asterisk's {@code res_audiosocket.c}. */
class AudioSocketReaderTest {
    private static final String UUID = "01 0010 40325ec25efd4bd3805f53576e581d13";
    private static final String STREAM =
            UUID + "10 0004 01020304" + "03 0001 35" + "12 0000" + "ff 0001 02" + "00 0000";
    private static final List<String> MESSAGES = List.of(
            "header 1 16", "1 40325ec25efd4bd3805f53576e581d13",
            "header 16 4", "16 01020304",
            "header 3 1", "3 35",
            "header 18 0", "18 ",
            "header 255 1", "255 02",
            "header 0 0", "0 ");

    private final List<String> messages = new ArrayList<>();
    private final AudioSocketReader reader = new AudioSocketReader(new AudioSocketReader.Messages() {
        @Override
        public void onHeader(int kind, int payloadBytes) {
            messages.add("header " + kind + " " + payloadBytes);
        }

        @Override
        public void onMessage(int kind, ByteBuffer payload) {
            byte[] bytes = new byte[payload.remaining()];
            payload.get(bytes);
            messages.add(kind + " " + HexFormat.of().formatHex(bytes));
        }
    });

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @Test
    void readsManyMessagesFromOneBuffer() {
        reader.read(ByteBuffer.wrap(bytes(STREAM)));
        assertThat(messages).isEqualTo(MESSAGES);
    }

    @Property
    void readsSameMessagesFromAnySplit(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 20) Integer> sizes) {
        messages.clear();
        ByteBuffer all = ByteBuffer.wrap(bytes(STREAM));
        for (int i = 0; all.hasRemaining(); i++) {
            int count = Math.min(sizes.get(i % sizes.size()), all.remaining());
            reader.read(all.slice(all.position(), count));
            all.position(all.position() + count);
        }
        assertThat(messages).isEqualTo(MESSAGES);
    }

    @Test
    void readsLongestMessageInParts() {
        byte[] message = new byte[3 + 0xFFFF];
        message[0] = 0x10;
        message[1] = (byte) 0xFF;
        message[2] = (byte) 0xFF;
        reader.read(ByteBuffer.wrap(message, 0, 40_000));
        reader.read(ByteBuffer.wrap(message, 40_000, message.length - 40_000));
        reader.read(ByteBuffer.wrap(bytes("03 0001 30")));
        assertThat(messages).hasSize(4).contains("header 16 65535").endsWith("header 3 1", "3 30");
        assertThat(messages.get(1)).hasSize(3 + 2 * 0xFFFF);
    }

    @Test
    void mapsKindsToSampleRates() {
        assertThat(AudioSocketKind.sampleRateHz(0x10)).isEqualTo(8000);
        assertThat(AudioSocketKind.sampleRateHz(0x15)).isEqualTo(44_100);
        assertThat(AudioSocketKind.sampleRateHz(0x18)).isEqualTo(192_000);
        assertThat(AudioSocketKind.ofSampleRate(24_000)).isEqualTo(0x13);
        assertThat(AudioSocketKind.ofSampleRate(22_050)).isEqualTo(-1);
        assertThat(AudioSocketKind.isAudio(0x0F)).isFalse();
        assertThat(AudioSocketKind.isAudio(0x19)).isFalse();
    }
}
