package dev.parlando.account;

import dev.parlando.error.InvalidRequestException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Range of IP addresses that may use a key: {@code 203.0.113.0/24}, {@code 2001:db8::/32}, or one address. Immutable.
 *
 * <p>The address is stored in its canonical form (RFC 5952), so that equal ranges are equal. An IPv4 address in IPv6
 * notation, such as {@code ::ffff:203.0.113.7}, becomes the IPv4 address, since its requests arrive as IPv4.
 *
 * <p>A range whose address is not its first one, such as {@code 203.0.113.7/24}, is rejected as ambiguous: it could
 * mean the range or the single address.
 *
 * @param address the first address
 * @param prefixLength number of significant bits, 32 or 128 for one address
 */
public record IpRange(String address, int prefixLength) {
    private static final int V4_BITS = 32;
    private static final int V6_BITS = 128;

    /**
     * Validates the address, without a lookup, and the prefix length.
     *
     * @throws InvalidRequestException if one is malformed, or if the address is not the first of the range
     */
    public IpRange {
        String written = address + "/" + prefixLength;
        byte[] bytes = bytesOf(address, written);
        int bits = Byte.SIZE * bytes.length;
        int mappedBits = isV6(address) ? V6_BITS - bits : 0;
        if (prefixLength < mappedBits || prefixLength > bits + mappedBits) {
            throw invalid(written, "its prefix length is outside " + mappedBits + " to " + (bits + mappedBits));
        }
        prefixLength -= mappedBits;
        address = IpAddressText.of(bytes);
        String first = IpAddressText.of(masked(bytes, prefixLength));
        if (!first.equals(address)) {
            throw invalid(written, "write " + first + "/" + prefixLength + " for all of it or " + address + " alone");
        }
    }

    /**
     * Parses a range or a single address.
     *
     * @throws InvalidRequestException if the text is neither
     */
    public static IpRange parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            bytesOf(text, text); // Otherwise the error would name a prefix length that the caller did not write.
            return new IpRange(text, isV6(text) ? V6_BITS : V4_BITS);
        }
        String length = text.substring(slash + 1);
        if (!length.matches("0|[1-9][0-9]{0,2}")) {
            throw invalid(text, "its prefix length is not a number");
        }
        return new IpRange(text.substring(0, slash), Integer.parseInt(length));
    }

    private static boolean isV6(String address) {
        return address.indexOf(':') >= 0;
    }

    private static byte[] bytesOf(String address, String written) {
        byte[] bytes = isV6(address) ? v6(address) : IpAddressText.v4(address);
        if (bytes.length == 0) {
            throw invalid(written, "it is not an IP address");
        }
        return bytes;
    }

    /**
     * Returns 16 bytes, 4 bytes for an IPv4 address in IPv6 notation, or an empty array if the text is not an address.
     */
    private static byte[] v6(String address) {
        try {
            // Text with a colon is parsed as a literal and never resolved. Zone ids are excluded.
            return address.matches("[0-9a-fA-F:.]+")
                    ? InetAddress.getByName(address).getAddress()
                    : new byte[0];
        } catch (UnknownHostException notOne) {
            return new byte[0];
        }
    }

    private static byte[] masked(byte[] bytes, int prefixLength) {
        byte[] masked = Arrays.copyOf(bytes, bytes.length);
        for (int bit = prefixLength; bit < Byte.SIZE * bytes.length; bit++) {
            masked[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
        }
        return masked;
    }

    private static InvalidRequestException invalid(String text, String why) {
        return new InvalidRequestException(
                "allowed_ips", "'" + text + "' is not an address or range such as 203.0.113.0/24: " + why);
    }

    /** Returns the range in the notation of the service. */
    @Override
    public String toString() {
        return address + "/" + prefixLength;
    }
}
