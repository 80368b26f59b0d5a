package dev.parlando.offline.account;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A range of IP addresses from which a key may be used, such as {@code 10.0.0.0/24}. Immutable. */
final class AddressRange {
    private static final int MAPPED_BITS = 96;
    private static final int IPV4_BYTES = 4;

    private final byte[] network;
    private final int prefixBits;

    private AddressRange(byte[] network, int prefixBits) {
        this.network = network;
        this.prefixBits = prefixBits;
    }

    /** Parses an address or a range of addresses; null if the text is neither. Host names are not resolved. */
    static @Nullable AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean literal = NetUtil.isValidIpV4Address(address)
                || (NetUtil.isValidIpV6Address(address) && address.indexOf('%') < 0 && address.indexOf('[') < 0);
        byte[] bytes = literal ? NetUtil.createByteArrayFromIpAddressString(address) : null;
        if (bytes == null) {
            return null;
        }
        int bits = slash < 0 ? bytes.length * Byte.SIZE : prefix(text.substring(slash + 1));
        return bits < 0 || bits > bytes.length * Byte.SIZE ? null : of(bytes, bits);
    }

    private static int prefix(String digits) {
        return digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : -1;
    }

    private static AddressRange of(byte[] address, int bits) {
        if (bits >= MAPPED_BITS && isMapped(address)) {
            return of(Arrays.copyOfRange(address, address.length - IPV4_BYTES, address.length), bits - MAPPED_BITS);
        }
        byte[] network = address.clone();
        for (int i = 0; i < network.length; i++) {
            network[i] &= (byte) mask(bits, i);
        }
        return new AddressRange(network, bits);
    }

    /** Returns whether an IPv6 address is an IPv4-mapped one. Clients over IPv4 never appear in that form. */
    private static boolean isMapped(byte[] address) {
        byte[] prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
        return address.length > prefix.length && Arrays.equals(address, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static int mask(int bits, int index) {
        int here = Math.max(0, Math.min(Byte.SIZE, bits - index * Byte.SIZE));
        return 0xff << (Byte.SIZE - here);
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (((bytes[i] ^ network[i]) & mask(prefixBits, i) & 0xff) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns the range as the service formats it, always with its prefix length. */
    @Override
    public String toString() {
        return NetUtil.bytesToIpAddress(network) + "/" + prefixBits;
    }
}
