package dev.parlando.account;

import dev.parlando.error.InvalidRequestException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Is a range of IP addresses that may use a key: {@code 203.0.113.0/24}, {@code 2001:db8::/32}, or one address. Immutable.
 *
 * @param address the first address, as it was written
 * @param prefixLength how many of its bits count, 32 or 128 for one address
 */
public record IpRange(String address, int prefixLength) {
    /** Checks that the address is one, which is not looked up, and that it has so many bits. */
    public IpRange {
        int bits = bitsOf(address);
        if (prefixLength < 0 || prefixLength > bits) {
            throw invalid(address + "/" + prefixLength, "its prefix length is outside 0 to " + bits);
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
            return new IpRange(text, bitsOf(text));
        }
        String length = text.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}")) {
            throw invalid(text, "its prefix length is no number");
        }
        return new IpRange(text.substring(0, slash), Integer.parseInt(length));
    }

    private static int bitsOf(String address) {
        boolean v6 = address.indexOf(':') >= 0;
        // Only a literal may reach the resolver, which must not look up a name.
        if (!(v6 ? address.matches("[0-9a-fA-F:.]+") : address.matches("([0-9]{1,3}\\.){3}[0-9]{1,3}"))) {
            throw invalid(address, "it is no IP address");
        }
        try {
            return Byte.SIZE * InetAddress.getByName(address).getAddress().length;
        } catch (UnknownHostException e) {
            throw invalid(address, "it is no IP address");
        }
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
