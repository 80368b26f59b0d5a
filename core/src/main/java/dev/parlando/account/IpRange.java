package dev.parlando.account;

import dev.parlando.error.InvalidRequestException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Is a range of IP addresses that may use a key: {@code 203.0.113.0/24}, {@code 2001:db8::/32}, or one address. Immutable.
 *
 * <p>The address is kept in its shortest usual form (RFC 5952), so that equal ranges are equal. An IPv4 address that is
 * written as IPv6, such as {@code ::ffff:203.0.113.7}, becomes the IPv4 address, as which its requests arrive. A range that
 * begins within itself, such as {@code 203.0.113.7/24}, is refused: it may have been meant as the range or as the one address.
 *
 * @param address the first address
 * @param prefixLength how many of its bits count, 32 or 128 for one address
 */
public record IpRange(String address, int prefixLength) {
    private static final int V4_BITS = 32;
    private static final int V6_BITS = 128;

    /** Checks that the address is one, which is not looked up, and that it begins a range of that many bits. */
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
     * Reads a range.
     *
     * @throws InvalidRequestException if the text is none
     */
    public static IpRange parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            bytesOf(text, text); // Or the error would speak of a length that nobody wrote.
            return new IpRange(text, isV6(text) ? V6_BITS : V4_BITS);
        }
        String length = text.substring(slash + 1);
        if (!length.matches("0|[1-9][0-9]{0,2}")) {
            throw invalid(text, "its prefix length is no number");
        }
        return new IpRange(text.substring(0, slash), Integer.parseInt(length));
    }

    private static boolean isV6(String address) {
        return address.indexOf(':') >= 0;
    }

    private static byte[] bytesOf(String address, String written) {
        byte[] bytes = isV6(address) ? v6(address) : IpAddressText.v4(address);
        if (bytes.length == 0) {
            throw invalid(written, "it is no IP address");
        }
        return bytes;
    }

    /** Returns 16 bytes, 4 for an IPv4 address that is written as IPv6, or none. */
    private static byte[] v6(String address) {
        try {
            // With a colon it is taken for a literal and never looked up; a zone is no address.
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
                "allowed_ips", "'" + text + "' is no address or range such as 203.0.113.0/24: " + why);
    }

    /** Returns the range as the service writes it. */
    @Override
    public String toString() {
        return address + "/" + prefixLength;
    }
}
