package dev.parlando.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.error.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpRangeTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7/32",
        "203.0.113.0/24, 203.0.113.0/24",
        "0.0.0.0/0, 0.0.0.0/0",
        "255.255.255.255, 255.255.255.255/32",
        "2001:db8::/32, 2001:db8::/32",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1/128",
        "2001:db8:0:1:0:0:0:1, 2001:db8:0:1::1/128",
        "1:0:0:2:0:0:3:4, 1::2:0:0:3:4/128",
        "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7/128",
        "10:0:0:1:0:0:0:10, 10:0:0:1::10/128",
        "::, ::/128",
        "::/0, ::/0",
        "::1, ::1/128",
        "1::, 1::/128",
        "fe80::10.0.0.1, fe80::a00:1/128",
    })
    void parsesAddressOrRange(String text, String written) {
        IpRange range = IpRange.parse(text);
        assertThat(range).hasToString(written).isEqualTo(IpRange.parse(written));
        assertThat(new IpRange(range.address(), range.prefixLength())).isEqualTo(range);
    }

    @ParameterizedTest
    @CsvSource({"::ffff:203.0.113.7, 203.0.113.7/32", "::FFFF:cb00:7100/120, 203.0.113.0/24"})
    void convertsIpv4MappedIpv6AddressToIpv4(String text, String written) {
        assertThat(IpRange.parse(text)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/",
                "/24",
                "203.0.113",
                "203.0.113.0.0",
                "203.0.113.256",
                "999.1.1.1",
                "010.0.0.1",
                "203.0.113.0/",
                "203.0.113.0/33",
                "203.0.113.0/-1",
                "203.0.113.0/08",
                "203.0.113.0/999999999999",
                "203.0.113.0/24/24",
                "203.0.113.0-203.0.113.9",
                "2001:db8::/129",
                "2001:db8::g",
                "1::2::3",
                "fe80::1%eth0",
                "[::1]",
                "::ffff:203.0.113.7/95",
                "localhost",
                "example.org",
                "١.٢.٣.٤",
                "203.0.113.0\n/24",
            })
    void rejectsInvalidRange(String text) {
        InvalidRequestException refusal =
                catchThrowableOfType(InvalidRequestException.class, () -> IpRange.parse(text));
        assertThat(refusal.option()).isEqualTo("allowed_ips");
        assertThat(refusal.getMessage()).startsWith("allowed_ips: '").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7/24, 203.0.113.0/24, 203.0.113.7",
        "2001:db8::1/32, 2001:db8::/32, 2001:db8::1",
        "::ffff:203.0.113.7/120, 203.0.113.0/24, 203.0.113.7"
    })
    void rejectsRangeWithHostBitsSet(String text, String range, String address) {
        assertThatThrownBy(() -> IpRange.parse(text))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("write " + range + " for all of it or " + address + " alone");
    }

    @Test
    void treatsEquivalentNotationsAsEqual() {
        assertThat(IpRange.parse("2001:DB8::0/32")).isEqualTo(new IpRange("2001:db8::", 32));
    }
}
