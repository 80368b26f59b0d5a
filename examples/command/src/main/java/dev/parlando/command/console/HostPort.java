package dev.parlando.command.console;

import dev.parlando.error.InvalidRequestException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host and a port from the command line. An IPv6 address is in brackets.
 *
 * @param option the option with the value, for errors
 */
public record HostPort(String option, String host, int port) {
    private static final int MAX_PORT = 65_535;
    private static final String LOOPBACK = "127.0.0.1";
    private static final Pattern FORM = Pattern.compile("(?:(?:\\[([^\\[\\]]+)]|([^:\\[\\]\\s]+)):)?([0-9]{1,5})");

    /** Parses {@code HOST:PORT}, the address of a peer. */
    public static HostPort ofPeer(String option, String value) {
        HostPort peer = parse(option, value, "");
        if (peer.host.isEmpty()) {
            throw new InvalidRequestException(option, "'" + value + "' has no host; give HOST:PORT");
        }
        return peer;
    }

    /** Parses {@code [HOST:]PORT}, an address to listen on. Without a host it is loopback. */
    public static HostPort ofListener(String option, String value) {
        return parse(option, value, LOOPBACK);
    }

    private static HostPort parse(String option, String value, String defaultHost) {
        Matcher parts = FORM.matcher(value);
        if (!parts.matches()) {
            throw new InvalidRequestException(option, "'" + value + "' is not HOST:PORT, such as 127.0.0.1:5004");
        }
        int port = Integer.parseInt(parts.group(3));
        if (port > MAX_PORT) {
            throw new InvalidRequestException(option, "port " + port + " is above " + MAX_PORT);
        }
        String host = parts.group(1) != null ? parts.group(1) : parts.group(2);
        return new HostPort(option, host == null ? defaultHost : host, port);
    }

    public boolean isLoopback() {
        return resolve().getAddress().isLoopbackAddress();
    }

    /**
     * Returns the key that clients of a server on this address must send. Without one, on loopback only, it is null.
     *
     * @param variable the environment variable with the key
     */
    public @Nullable String clientKey(String variable) {
        String key = System.getenv(variable);
        if (key != null && !key.isBlank()) {
            return key.strip();
        }
        if (!isLoopback()) {
            throw new InvalidRequestException(variable, "is empty; without it, " + this + " would serve any program");
        }
        return null;
    }

    /** Returns the address of the host as a number, which may block. */
    public String hostAddress() {
        return resolve().getAddress().getHostAddress();
    }

    /** Resolves the host, which may block. */
    public InetSocketAddress resolve() {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new InvalidRequestException(option, "the host " + host + " cannot be resolved; use an address");
        }
    }

    /** Returns an error about this value for one that names an option of the library. */
    public InvalidRequestException explain(InvalidRequestException error) {
        String message = String.valueOf(error.getMessage());
        return new InvalidRequestException(
                option, message.substring(error.option().length() + ": ".length()));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
