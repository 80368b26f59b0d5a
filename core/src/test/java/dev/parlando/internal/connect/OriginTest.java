package dev.parlando.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.error.InvalidRequestException;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.elevenlabs.io, true, api.elevenlabs.io, 443, ''",
        "HTTPS://api.elevenlabs.io/, true, api.elevenlabs.io, 443, ''",
        "http://localhost, false, localhost, 80, ''",
        "http://127.0.0.1:8080, false, 127.0.0.1, 8080, ''",
        "https://[::1]:8443, true, ::1, 8443, ''",
        "https://proxy.test/speech/, true, proxy.test, 443, /speech",
        "https://proxy.test/a%20b/c//, true, proxy.test, 443, /a%20b/c",
    })
    void parsesSchemeHostPortAndPathPrefix(String url, boolean secure, String host, int port, String pathPrefix) {
        assertThat(Origin.of(URI.create(url))).isEqualTo(new Origin(secure, host, port, pathPrefix));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.elevenlabs.io:443, https, api.elevenlabs.io, api.elevenlabs.io:443",
        "https://api.elevenlabs.io:8443, https, api.elevenlabs.io:8443, api.elevenlabs.io:8443",
        "http://localhost:80, http, localhost, localhost:80",
        "http://localhost:443, http, localhost:443, localhost:443",
        "http://[2001:db8::1], http, [2001:db8::1], [2001:db8::1]:80",
        "https://[2001:db8::1]:99, https, [2001:db8::1]:99, [2001:db8::1]:99",
    })
    void omitsDefaultPortFromAuthorityOnly(String url, String scheme, String authority, String address) {
        Origin origin = Origin.of(URI.create(url));
        assertThat(origin.scheme()).isEqualTo(scheme);
        assertThat(origin.authority()).isEqualTo(authority);
        assertThat(origin.address()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.elevenlabs.io",
                "ftp://api.elevenlabs.io",
                "https:///path",
                "mailto:someone@example.test",
                "https://host.test?x=1",
                "https://host.test#part",
                "https://someone@host.test",
                "http://host.test:0",
                "http://host.test:65536",
                "http://host.test:99999",
            })
    void rejectsInvalidBaseUrl(String url) {
        InvalidRequestException refusal =
                catchThrowableOfType(InvalidRequestException.class, () -> Origin.of(URI.create(url)));
        assertThat(refusal.option()).isEqualTo("base_url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://user:secret@host.test", "https://host.test/?key=secret", "ftp://host.test/secret"})
    void omitsSecretsFromErrorMessage(String url) {
        InvalidRequestException refusal =
                catchThrowableOfType(InvalidRequestException.class, () -> Origin.of(URI.create(url)));
        assertThat(refusal.getMessage()).contains("host.test").doesNotContain("secret");
    }
}
