package dev.parlando.audio.internal.mp3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Mp3HeaderTest {
    @ParameterizedTest
    @CsvSource({
        // header, Hz, channels, audio frames, bytes, main data
        "FFFB90C4, 44100, 1, 1152,  417, 21",
        "FFFB92C4, 44100, 1, 1152,  418, 21",
        "FFFB9044, 44100, 2, 1152,  417, 36",
        "FFFA9044, 44100, 2, 1152,  417, 38",
        "FFFBE804, 32000, 2, 1152, 1440, 36",
        "FFFBEA04, 32000, 2, 1152, 1441, 36",
        "FFFB14C4, 48000, 1, 1152,   96, 21",
        "FFF364C4, 24000, 1,  576,  144, 13",
        "FFF340C4, 22050, 1,  576,  104, 13",
        "FFF36404, 24000, 2,  576,  144, 21",
        "FFE318C4,  8000, 1,  576,   72, 13",
        "FFE3E8C4,  8000, 1,  576, 1440, 13",
    })
    void parsesHeaderFields(String header, int rateHz, int channels, int audioFrames, int bytes, int mainData) {
        int word = Integer.parseUnsignedInt(header, 16);

        assertThat(Mp3Header.isValid(word)).isTrue();
        assertThat(Mp3Header.sampleRateHz(word)).isEqualTo(rateHz);
        assertThat(Mp3Header.channels(word)).isEqualTo(channels);
        assertThat(Mp3Header.audioFrames(word)).isEqualTo(audioFrames);
        assertThat(Mp3Header.frameBytes(word)).isEqualTo(bytes);
        assertThat(Mp3Header.mainDataOffset(word)).isEqualTo(mainData);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FEFB90C4", // no synchronisation
                "FFEB90C4", // reserved version
                "FFF990C4", // no layer
                "FFFD90C4", // layer II
                "FFFF90C4", // layer I
                "FFFB00C4", // free format
                "FFFBF0C4", // bad bit rate
                "FFFB9CC4", // reserved sample rate
                "49443304", // ID3
                "00000000"
            })
    void rejectsInvalidLayerThreeHeader(String header) {
        assertThat(Mp3Header.isValid(Integer.parseUnsignedInt(header, 16))).isFalse();
    }

    @Test
    void limitsFrameLength() {
        int longest = 0;
        for (int bits = 0; bits < 1 << 21; bits++) {
            int word = 0xFFE0_0000 | bits;
            if (Mp3Header.isValid(word)) {
                longest = Math.max(longest, Mp3Header.frameBytes(word));
            }
        }
        assertThat(longest).isEqualTo(Mp3Header.MAX_FRAME_BYTES);
    }

    @Test
    void recognizesSameStreamByVersionRateAndChannels() {
        assertThat(Mp3Header.sameStream(0xFFFB90C4, 0xFFFA_52C0)).isTrue();
        assertThat(Mp3Header.sameStream(0xFFFB9004, 0xFFFB_9044))
                .as("stereo, joint stereo")
                .isTrue();
        assertThat(Mp3Header.sameStream(0xFFFB90C4, 0xFFFB_9044))
                .as("mono, stereo")
                .isFalse();
        assertThat(Mp3Header.sameStream(0xFFFB90C4, 0xFFFB_94C4)).as("rate").isFalse();
        assertThat(Mp3Header.sameStream(0xFFFB90C4, 0xFFF3_90C4)).as("version").isFalse();
    }
}
