package dev.parlando.internal.origin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The text form of IP addresses. Stateless. */
public final class AddressLiteral {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern LITERAL =
            Pattern.compile("(" + OCTET + "\\.){3}" + OCTET + "|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]?");

    private AddressLiteral() {}

    /** Returns the address of a host that is not a name, without a query of the name service. */
    public static Optional<InetAddress> parse(String host) {
        if (!LITERAL.matcher(host).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }
}
