package dev.parlando.examples.offline.opus;

/**
 * Computes the checksum of a page of Ogg: a CRC of 32 bits with the polynomial 04c11db7, which is neither reflected, nor
 * begun with ones, nor inverted, so that {@link java.util.zip.CRC32} is another. Source: RFC 3533, section 6.
 */
final class OggChecksum {
    private static final int POLYNOMIAL = 0x04c11db7;
    private static final int[] TABLE = table();

    private OggChecksum() {}

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int value = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                value = value << 1 ^ (value < 0 ? POLYNOMIAL : 0);
            }
            table[i] = value;
        }
        return table;
    }

    /** Returns the checksum of a page in which four zeros stand in its place. */
    static int of(byte[] page) {
        int crc = 0;
        for (byte next : page) {
            crc = crc << 8 ^ TABLE[crc >>> 24 ^ (next & 0xff)];
        }
        return crc;
    }
}
