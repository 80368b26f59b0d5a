package dev.parlando.audio.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OggCrcTest {
    @Test
    void matchesStandardCheckValues() {
        assertThat(crc(new byte[] {1})).as("the polynomial itself").isEqualTo(0x04c11db7);
        assertThat(crc("123456789".getBytes(StandardCharsets.US_ASCII)))
                .as("the usual check value of CRC-32/MPEG-2 with an initial value of 0")
                .isEqualTo(0x89a1897f);
    }

    private static int crc(byte[] bytes) {
        int crc = 0;
        for (byte next : bytes) {
            crc = OggCrc.update(crc, next);
        }
        return crc;
    }
}
