package dev.parlando.account;

import dev.parlando.error.InvalidRequestException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final Pattern ZEROS = Pattern.compile("\\b0(?::0)+\\b");
    private static final int V4_BYTES = 4;
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
        address = text(bytes);
        String first = text(masked(bytes, prefixLength));
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
        byte[] bytes = isV6(address) ? v6(address) : v4(address);
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

    /**
     * Returns the bytes of four decimal numbers, or an empty array. A leading zero, which may mean octal, is rejected.
     */
    private static byte[] v4(String address) {
        String[] numbers = address.split("\\.", -1);
        byte[] bytes = new byte[V4_BYTES];
        for (int i = 0; i < V4_BYTES; i++) {
            if (numbers.length != V4_BYTES || !numbers[i].matches("0|[1-9][0-9]{0,2}") || value(numbers[i]) > 0xFF) {
                return new byte[0];
            }
            bytes[i] = (byte) value(numbers[i]);
        }
        return bytes;
    }

    private static int value(String number) {
        return Integer.parseInt(number);
    }

    /** Returns the canonical text of an address (RFC 5952). */
    private static String text(byte[] address) {
        List<String> groups = new ArrayList<>();
        boolean v4 = address.length == V4_BYTES;
        for (int i = 0; i < address.length; i += v4 ? 1 : 2) {
            groups.add(
                    v4
                            ? Integer.toString(address[i] & 0xFF)
                            : Integer.toHexString(((address[i] & 0xFF) << Byte.SIZE) | (address[i + 1] & 0xFF)));
        }
        return v4 ? String.join(".", groups) : compressZeros(String.join(":", groups));
    }

    /** Replaces the longest run of zero groups, the first one if several are equal, by two colons. */
    private static String compressZeros(String groups) {
        String longest = "";
        Matcher zeros = ZEROS.matcher(groups);
        while (zeros.find()) {
            if (zeros.group().length() > longest.length()) {
                longest = zeros.group();
            }
        }
        if (longest.isEmpty()) {
            return groups;
        }
        return Pattern.compile(":?\\b" + longest + "\\b:?").matcher(groups).replaceFirst("::");
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
