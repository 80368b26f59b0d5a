package dev.parlando.audio.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class G711Test {
    @Test
    void decodesUlawAsReferenceTable() {
        for (int[] row : table("ulaw-decode.csv")) {
            assertThat(G711.ulawToLinear((byte) row[0])).as("code %d", row[0]).isEqualTo((short) row[1]);
        }
    }

    @Test
    void decodesAlawAsReferenceTable() {
        for (int[] row : table("alaw-decode.csv")) {
            assertThat(G711.alawToLinear((byte) row[0])).as("code %d", row[0]).isEqualTo((short) row[1]);
        }
    }

    @Test
    void encodesUlawBitExactlyAsG191() {
        byte[] codes = new byte[65_536];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = G711.linearToUlaw((short) (i - 32_768));
        }
        assertThat(codes).isEqualTo(TestVectors.bytes("ulaw-encode-g191.bin"));
    }

    @Test
    void encodesAlawBitExactlyAsG191() {
        byte[] codes = new byte[65_536];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = G711.linearToAlaw((short) (i - 32_768));
        }
        assertThat(codes).isEqualTo(TestVectors.bytes("alaw-encode-g191.bin"));
    }

    @Test
    void roundTripsEveryCodeExceptMinusZero() {
        for (int i = 0; i < 256; i++) {
            byte code = (byte) i;
            byte ulaw = G711.linearToUlaw(G711.ulawToLinear(code));
            assertThat(ulaw).as("µ-law %d", i).isEqualTo(code == 0x7F ? (byte) 0xFF : code);
            assertThat(G711.linearToAlaw(G711.alawToLinear(code)))
                    .as("A-law %d", i)
                    .isEqualTo(code);
        }
    }

    @Test
    void usesCodeOfSampleZeroForSilence() {
        assertThat(G711.ULAW_SILENCE).isEqualTo(G711.linearToUlaw((short) 0));
        assertThat(G711.ALAW_SILENCE).isEqualTo(G711.linearToAlaw((short) 0));
        assertThat(G711.ulawToLinear(G711.ULAW_SILENCE)).isZero();
    }

    private static List<int[]> table(String name) {
        List<int[]> rows = new String(TestVectors.bytes(name), StandardCharsets.US_ASCII)
                .lines()
                .skip(1)
                .map(line -> line.split(",", 2))
                .map(cells -> new int[] {Integer.parseInt(cells[0].trim()), Integer.parseInt(cells[1].trim())})
                .toList();
        assertThat(rows).hasSize(256);
        return rows;
    }
}
