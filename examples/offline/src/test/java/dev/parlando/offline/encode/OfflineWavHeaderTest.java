package dev.parlando.offline.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

class OfflineWavHeaderTest {
    @Test
    void isReadableByJdk() throws Exception {
        byte[] head = OfflineWavHeader.of(24_000, 480);
        byte[] file = Arrays.copyOf(head, head.length + 480);
        try (AudioInputStream audio = AudioSystem.getAudioInputStream(new ByteArrayInputStream(file))) {
            assertThat(audio.getFormat().getSampleRate()).isEqualTo(24_000f);
            assertThat(audio.getFormat().getChannels()).isEqualTo(1);
            assertThat(audio.getFormat().getSampleSizeInBits()).isEqualTo(16);
            assertThat(audio.getFormat().isBigEndian()).isFalse();
            assertThat(audio.getFrameLength()).isEqualTo(240);
        }
    }

    @Test
    void hasListChunkBeforeDataAndCorrectSizes() {
        byte[] head = OfflineWavHeader.of(8_000, 1_000);
        ByteBuffer fields = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(fields.getInt(4)).isEqualTo(head.length - 8 + 1_000);
        assertThat(name(head, 12)).isEqualTo("fmt ");
        assertThat(fields.getInt(16)).isEqualTo(16);
        assertThat(fields.getInt(28)).as("bytes per second").isEqualTo(16_000);
        assertThat(name(head, 36)).isEqualTo("LIST");
        assertThat(fields.getInt(40)).isEqualTo(26);
        assertThat(name(head, 44 + 26)).isEqualTo("data");
        assertThat(fields.getInt(48 + 26)).isEqualTo(1_000);
        assertThat(head).hasSize(52 + 26);
    }

    private static String name(byte[] head, int offset) {
        return new String(head, offset, 4, StandardCharsets.US_ASCII);
    }
}
