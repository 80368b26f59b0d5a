package dev.parlando.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.error.InvalidRequestException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProxyTest {
    private static final String SECRET = "hidden-4711";

    @Test
    void omitsCredentialsFromToString() {
        Proxy proxy = Proxy.http("proxy.test", 3128).withCredentials("ada", SECRET);
        assertThat(proxy.toString()).contains("HTTP", "proxy.test", "3128").doesNotContain(SECRET, "ada");
        assertThat(proxy.revealPassword()).isEqualTo(SECRET);
    }

    @Test
    void returnsNewProxyWithCredentials() {
        Proxy bare = Proxy.socks5("proxy.test", 1080);
        assertThat(bare.withCredentials("ada", "").user()).isEqualTo("ada");
        assertThat(bare.user()).isNull();
        assertThat(bare.revealPassword()).isNull();
    }

    private static Arguments refused(String inMessage, Supplier<Proxy> proxy) {
        return Arguments.of(inMessage, proxy);
    }

    static Stream<Arguments> refusedValues() {
        return Stream.of(
                refused("host", () -> Proxy.http("", 1)),
                refused("host", () -> Proxy.http("http://proxy.test", 1)),
                refused("host", () -> Proxy.socks5("ada:" + SECRET + "@proxy.test", 1)),
                refused("host", () -> Proxy.socks5("[::1]", 1)),
                refused("port 0", () -> Proxy.http("proxy.test", 0)),
                refused("port 65536", () -> Proxy.http("proxy.test", 65_536)),
                refused("user", () -> Proxy.http("proxy.test", 1).withCredentials("", SECRET)),
                refused("control", () -> Proxy.http("proxy.test", 1).withCredentials("ada\r\nx: y", SECRET)),
                refused("colon", () -> Proxy.http("proxy.test", 1).withCredentials("a:da", SECRET)),
                refused("ASCII", () -> Proxy.socks5("proxy.test", 1).withCredentials("ädä", SECRET)),
                refused("255", () -> Proxy.socks5("proxy.test", 1).withCredentials("ada", SECRET.repeat(30))));
    }

    @ParameterizedTest
    @MethodSource("refusedValues")
    void rejectsInvalidProxySettings(String inMessage, Supplier<Proxy> proxy) {
        InvalidRequestException refusal = catchThrowableOfType(InvalidRequestException.class, proxy::get);
        assertThat(refusal.option()).isEqualTo("proxy");
        assertThat(refusal).hasMessageContaining(inMessage).hasMessageNotContaining(SECRET);
    }
}
