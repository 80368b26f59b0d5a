package dev.parlando.audio.decode;

/**
 * The checksum of Ogg pages, a 32-bit CRC with an initial value of 0 and without bit reflection.
 *
 * <p>Threading: safe from any thread. Source: RFC 3533, section 6.
 */
public final class OggCrc {
    private static final int POLYNOMIAL = 0x04C1_1DB7;
    private static final int[] TABLE = table();

    private OggCrc() {}

    /** Returns the checksum {@code crc} extended by one byte. The initial checksum is 0. */
    public static int update(int crc, byte next) {
        return (crc << 8) ^ TABLE[(crc >>> 24) ^ (next & 0xFF)];
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int entry = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                entry = (entry << 1) ^ (entry < 0 ? POLYNOMIAL : 0);
            }
            table[i] = entry;
        }
        return table;
    }
}
