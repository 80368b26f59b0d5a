package dev.parlando.internal.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
    @ParameterizedTest
    @CsvSource({
        "https://host.test, , host.test, -1",
        "https://host.test:, , host.test, -1",
        "https://tts_voice:8443/path, , tts_voice, 8443",
        "http://ada:a%40b@tts_voice:1, ada:a%40b, tts_voice, 1",
        "http://ada@[::1]:8443, ada, ::1, 8443",
    })
    void separatesUserInfoHostAndPort(String url, String userInfo, String host, int port) {
        assertThat(Authority.of(URI.create(url))).contains(new Authority(userInfo, host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https:///path", "mailto:someone@host.test", "http://host_name.test:port", "relative"})
    void findsNoAuthorityWithoutHost(String url) {
        assertThat(Authority.of(URI.create(url))).isEmpty();
    }

    @Test
    void omitsUserInfoFromText() {
        assertThat(Authority.of(URI.create("http://ada:secret@host.test"))
                        .orElseThrow()
                        .toString())
                .contains("host.test")
                .doesNotContain("ada")
                .doesNotContain("secret");
    }
}
