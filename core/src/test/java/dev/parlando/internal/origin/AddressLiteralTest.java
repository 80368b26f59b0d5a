package dev.parlando.internal.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressLiteralTest {
    @Test
    void parsesAddressesOfBothFamilies() throws Exception {
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        assertThat(AddressLiteral.parse("10.1.2.3")).contains(InetAddress.getByAddress(new byte[] {10, 1, 2, 3}));
        assertThat(AddressLiteral.parse("[::1]")).contains(InetAddress.getByAddress(loopback));
        assertThat(AddressLiteral.parse("::1")).contains(InetAddress.getByAddress(loopback));
    }

    /** None of them is looked up. */
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.1.2", "10.1.2.256", "::1::", ":::", "tts_voice", ""})
    void parsesNoName(String host) {
        assertThat(AddressLiteral.parse(host)).isEmpty();
    }
}
