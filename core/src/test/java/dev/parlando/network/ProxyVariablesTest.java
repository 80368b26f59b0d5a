package dev.parlando.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.error.InvalidRequestException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyVariablesTest {
    private static final URI SERVICE = URI.create("https://api.elevenlabs.io");
    private static final String PROXY = "http://proxy.test:3128";

    private static Optional<Proxy> proxyOf(String url, String... namesAndValues) {
        Map<String, String> environment = new HashMap<>();
        for (int index = 0; index < namesAndValues.length; index += 2) {
            environment.put(namesAndValues[index], namesAndValues[index + 1]);
        }
        return ProxyVariables.proxyOf(URI.create(url), environment);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.test, HTTPS_PROXY, true",
        "https://api.test, https_proxy, true",
        "https://api.test, ALL_PROXY, true",
        "https://api.test, all_proxy, true",
        "https://api.test, http_proxy, false",
        "http://api.test, http_proxy, true",
        "http://api.test, HTTP_PROXY, false",
        "http://api.test, https_proxy, false",
        "http://api.test, ALL_PROXY, true",
        "https://localhost:8443, HTTPS_PROXY, false",
        "https://127.0.0.2, HTTPS_PROXY, false",
        "https://[::1]:8443, HTTPS_PROXY, false",
        "https://localhost.test, HTTPS_PROXY, true",
        "https://tts_voice:8443, HTTPS_PROXY, true",
        "http://tts_voice, http_proxy, true",
        "https://[::ffff:127.0.0.1], HTTPS_PROXY, false",
        "https://api.test/path?query#part, HTTPS_PROXY, true",
        "mailto:someone@api.test, HTTPS_PROXY, false",
    })
    void readsVariableOfScheme(String url, String variable, boolean used) {
        assertThat(proxyOf(url, variable, PROXY).isPresent()).isEqualTo(used);
    }

    @Test
    void prefersOwnVariableAndLowerCase() {
        assertThat(proxyOf("https://api.test", "https_proxy", "own:1", "HTTPS_PROXY", "upper:2", "ALL_PROXY", "all:3"))
                .hasValueSatisfying(proxy -> assertThat(proxy.host()).isEqualTo("own"));
        assertThat(proxyOf("https://api.test", "https_proxy", " ", "ALL_PROXY", "all:3"))
                .hasValueSatisfying(proxy -> assertThat(proxy.host()).isEqualTo("all"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy.test:3128, HTTP, proxy.test, 3128",
        "proxy.test:3128, HTTP, proxy.test, 3128",
        "HTTP://proxy.test:3128/, HTTP, proxy.test, 3128",
        "socks5://proxy.test:1080, SOCKS5, proxy.test, 1080",
        "socks5h://10.0.0.1:1080, SOCKS5, 10.0.0.1, 1080",
        "http://[2001:db8::1]:3128, HTTP, 2001:db8::1, 3128",
        "http://egress_proxy:3128, HTTP, egress_proxy, 3128",
        "egress_proxy:3128, HTTP, egress_proxy, 3128",
    })
    void parsesProxy(String value, Proxy.Kind kind, String host, int port) {
        Proxy proxy = proxyOf("https://api.test", "HTTPS_PROXY", value).orElseThrow();
        assertThat(proxy.kind()).isEqualTo(kind);
        assertThat(proxy.host()).isEqualTo(host);
        assertThat(proxy.port()).isEqualTo(port);
        assertThat(proxy.user()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.test", "egress_proxy"})
    void decodesCredentials(String host) {
        Proxy proxy = proxyOf("https://api.test", "HTTPS_PROXY", "http://ada:a%40b+c%3a@" + host + ":1")
                .orElseThrow();
        assertThat(proxy.host()).isEqualTo(host);
        assertThat(proxy.user()).isEqualTo("ada");
        assertThat(proxy.revealPassword()).isEqualTo("a@b+c:");
    }

    @ParameterizedTest
    @CsvSource({
        "api.test, api.test, true",
        "api.test, .test, true",
        "api.test, *.test, true",
        "api.test, test, true",
        "API.Test, api.tEST, true",
        "api.test, pi.test, false",
        "api.test, other.api.test, false",
        "api.test, *, true",
        "api.test, 'one.test, api.test', true",
        "api.test, 'one.test api.test', true",
        "api.test, api.test:443, true",
        "api.test, api.test:8443, false",
        "api.test, ',', false",
        "tts_voice, tts_voice, true",
        "tts_voice:8443, tts_voice:8443, true",
        "tts_voice:8443, tts_voice:443, false",
        "tts_voice, tts_other, false",
        "a_b.test, .test, true",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.0.0.0/8, true",
        "10.1.2.3, 10.1.2.0/31, false",
        "10.1.2.3, 10.1.2.2/31, true",
        "10.1.2.3, 0.0.0.0/0, true",
        "10.1.2.3, 10.1.2.3/99, true",
        "10.1.2.3, 10.1.2, false",
        "10.1.2.3, .2.3, false",
        "10.1.2.3, 2001:db8::/32, false",
        "[2001:db8::7], 2001:db8::/32, true",
        "[2001:db8::7], 2001:db9::/32, false",
        "[2001:db8::7], 2001:db8:0::7, true",
    })
    void exceptsHosts(String host, String exceptions, boolean excepted) {
        assertThat(proxyOf("https://" + host, "HTTPS_PROXY", PROXY, "NO_PROXY", exceptions)
                        .isEmpty())
                .isEqualTo(excepted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ada:hidden@proxy.test:3128",
                "socks4://ada:hidden@proxy.test:1080",
                "http://ada:hidden@proxy.test",
                "ada:hidden@:3128",
                "http://ada:hidden@[:3128",
                "http://ada:hidden@proxy.test:70000",
                "http://ada:hidden@egress_proxy",
                "http://ada:hidden@egress_proxy:70000",
            })
    void namesVariableOfInvalidProxyWithoutSecret(String value) {
        InvalidRequestException refusal = catchThrowableOfType(
                InvalidRequestException.class, () -> proxyOf("https://api.test", "ALL_PROXY", value));
        assertThat(refusal.option()).isEqualTo("proxy");
        assertThat(refusal.getMessage()).contains("ALL_PROXY").doesNotContain("hidden");
    }

    private static ProxySelector selecting(java.net.Proxy... proxies) {
        return new ProxySelector() {
            @Override
            public List<java.net.Proxy> select(URI uri) {
                assertThat(uri).isEqualTo(SERVICE);
                return List.of(proxies);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        };
    }

    @Test
    void asksSelectorForHostWithUnderscore() {
        ProxySelector selector = ProxySelector.of(InetSocketAddress.createUnresolved("egress_proxy", 3128));
        assertThat(Proxy.ofSelector(selector, URI.create("https://tts_voice:8443")))
                .hasValueSatisfying(proxy -> assertThat(proxy).hasToString("Proxy[HTTP egress_proxy 3128]"));
    }

    @Test
    void takesFirstProxyOfSelector() {
        SocketAddress address = InetSocketAddress.createUnresolved("proxy.test", 3128);
        java.net.Proxy http = new java.net.Proxy(java.net.Proxy.Type.HTTP, address);
        java.net.Proxy socks = new java.net.Proxy(java.net.Proxy.Type.SOCKS, address);
        assertThat(Proxy.ofSelector(selecting(http, socks), SERVICE))
                .hasValueSatisfying(proxy -> assertThat(proxy).hasToString("Proxy[HTTP proxy.test 3128]"));
        assertThat(Proxy.ofSelector(selecting(socks), SERVICE))
                .hasValueSatisfying(proxy -> assertThat(proxy).hasToString("Proxy[SOCKS5 proxy.test 3128]"));
        assertThat(Proxy.ofSelector(selecting(java.net.Proxy.NO_PROXY, http), SERVICE))
                .isEmpty();
        assertThat(Proxy.ofSelector(selecting(), SERVICE)).isEmpty();
    }
}
