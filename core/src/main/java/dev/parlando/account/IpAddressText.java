package dev.parlando.account;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parser and formatter of IP addresses. Stateless. */
final class IpAddressText {
    private static final Pattern ZEROS = Pattern.compile("\\b0(?::0)+\\b");
    private static final int V4_BYTES = 4;

    private IpAddressText() {}

    /**
     * Returns the bytes of four decimal numbers, or an empty array. A leading zero, which may mean octal, is rejected.
     */
    static byte[] v4(String address) {
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
    static String of(byte[] address) {
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
}
