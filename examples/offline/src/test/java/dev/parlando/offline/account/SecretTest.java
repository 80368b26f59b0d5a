package dev.parlando.offline.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.offline.json.RandomIds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    @Test
    void exposesAtMostLastFourCharacters() {
        assertThat(new Secret("sk_secret")).hasToString("Secret[hidden]");
        assertThat(new Secret("sk_secret").hint()).isEqualTo("...");
        assertThat(new Secret("sk_0123456789abcdef").hint()).isEqualTo("...cdef");
    }

    @Test
    void hashesWithSha256() {
        assertThat(new Secret("abc").hash())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
                .isEqualTo(Secret.hash("abc"))
                .isNotEqualTo(Secret.hash("abd"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "new\nline", "\u00fcmlaut"})
    void rejectsValuesInvalidInHeaders(String value) {
        assertThatThrownBy(() -> new Secret(value))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("api_key:");
    }

    @Test
    void generatesUniqueIdsInServiceFormat() {
        assertThat(RandomIds.apiKey()).matches("sk_[0-9a-f]{48}").isNotEqualTo(RandomIds.apiKey());
        assertThat(RandomIds.singleUseToken()).matches("sutkn_[0-9a-f]{48}").isNotEqualTo(RandomIds.singleUseToken());
        assertThat(RandomIds.itemId()).matches("[A-Za-z0-9]{20}");
    }
}
