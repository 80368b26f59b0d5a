package dev.parlando.offline.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "localhost", "::1", "[::1]"})
    void acceptsLoopbackHosts(String host) {
        assertThat(LoopbackAddress.of(host, 0).getAddress().isLoopbackAddress()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "10.0.0.1", "2001:db8::1"})
    void rejectsOtherHosts(String host) {
        assertThatThrownBy(() -> LoopbackAddress.of(host, 0))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("'" + host + "' can be reached from other machines");
    }

    @Test
    void namesUnresolvableHost() {
        assertThatThrownBy(() -> LoopbackAddress.of("256.0.0.1.invalid", 0))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("is not known");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void namesInvalidPort(int port) {
        assertThatThrownBy(() -> LoopbackAddress.of("127.0.0.1", port))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("port: " + port);
    }
}
