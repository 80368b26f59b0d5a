package dev.parlando.offline.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7/32",
        "203.0.113.0/24, 203.0.113.0/24",
        "203.0.113.77/24, 203.0.113.0/24",
        "10.255.0.0/9, 10.128.0.0/9",
        "0.0.0.0/0, 0.0.0.0/0",
        "2001:DB8:0:0::1, 2001:db8::1/128",
        "2001:db8:ffff::/33, 2001:db8:8000::/33",
        "::/0, ::/0",
        "::ffff:203.0.113.7, 203.0.113.7/32",
        "::ffff:203.0.113.7/120, 203.0.113.0/24"
    })
    void printsNormalizedRangeWithPrefix(String text, String shown) {
        assertThat(AddressRange.parse(text)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "localhost",
                "203.0.113",
                "203.0.113.256",
                "203.0.113.7/",
                "203.0.113.7/33",
                "203.0.113.7/-1",
                "203.0.113.7/+8",
                "203.0.113.7/8/8",
                " 203.0.113.7",
                "2001:db8::/129",
                "2001:db8::1%eth0",
                "[2001:db8::1]",
                "2001:db8:::1"
            })
    void rejectsInvalidAddresses(String text) {
        assertThat(AddressRange.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24, 203.0.113.255, true",
        "203.0.113.0/24, 203.0.114.0, false",
        "203.0.113.128/25, 203.0.113.127, false",
        "203.0.113.128/25, 203.0.113.128, true",
        "203.0.113.7, 203.0.113.7, true",
        "203.0.113.7, 203.0.113.6, false",
        "0.0.0.0/0, 198.51.100.1, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 198.51.100.1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false"
    })
    void containsAddressesWithSamePrefix(String range, String address, boolean inside) throws Exception {
        InetAddress client = InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(address));
        assertThat(Objects.requireNonNull(AddressRange.parse(range)).contains(client))
                .isEqualTo(inside);
    }

    @Test
    void matchesIpv4ClientAgainstMappedIpv6Range() throws Exception {
        AddressRange mapped = Objects.requireNonNull(AddressRange.parse("::ffff:127.0.0.0/104"));
        assertThat(mapped.contains(InetAddress.getByName("127.9.9.9"))).isTrue();
    }
}
