package dev.parlando.offline.account;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Is a range of addresses from which a key may be used, such as {@code 10.0.0.0/24}. Immutable. */
final class AddressRange {
    private static final int MAPPED_BITS = 96;
    private static final int IPV4_BYTES = 4;

    private final byte[] network;
    private final int prefixBits;

    private AddressRange(byte[] network, int prefixBits) {
        this.network = network;
        this.prefixBits = prefixBits;
    }

    /** Reads an address or a range of them; null if the text is neither. A name is never looked up. */
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

    /** An IPv4 address may be written as one of IPv6; clients over IPv4 never show themselves so. */
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

    /** Returns the range as the service shows it: always with the length of its prefix. */
    @Override
    public String toString() {
        return NetUtil.bytesToIpAddress(network) + "/" + prefixBits;
    }
}
