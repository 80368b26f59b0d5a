package dev.parlando.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.InvalidRequestException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetSettingsTest {
    @Test
    void readsUri() {
        FleetSettings settings = FleetSettings.of(URI.create("rediss://user:pass%3Aword@example.com/3"), "account");

        assertThat(settings.server()).isEqualTo(URI.create("rediss://example.com:6379/3"));
        assertThat(settings.redis().isTls()).isTrue();
        assertThat(settings.redis().database()).isEqualTo(3);
        assertThat(Objects.requireNonNull(settings.login()).get()).isEqualTo(new RedisLogin("user", "pass:word"));
        assertThat(settings.toString()).doesNotContain("pass");
    }

    @Test
    void readsPasswordWithoutUser() {
        FleetSettings settings = FleetSettings.of(URI.create("redis://:secret@localhost:7000"));

        assertThat(settings.redis().isTls()).isFalse();
        assertThat(settings.redis().database()).isZero();
        assertThat(Objects.requireNonNull(settings.login()).get()).isEqualTo(new RedisLogin(null, "secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://:secret@host", "redis:/secret", "redis://secret@host", "redis://:secret@host/path"})
    void rejectsOtherUrisWithoutShowingThem(String uri) {
        assertThatThrownBy(() -> FleetSettings.of(URI.create(uri)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("fleet.redis")
                .hasMessageNotContaining("secret");
    }

    @Test
    void rejectsValuesOutOfRange() {
        FleetSettings settings = FleetSettings.of(URI.create("redis://localhost"), "account");

        assertThatThrownBy(() -> settings.withLease(Duration.ofMillis(299))).hasMessageContaining("fleet.lease");
        assertThatThrownBy(() -> settings.withTimeout(Duration.ofSeconds(2))).hasMessageContaining("fleet.timeout");
        assertThatThrownBy(() -> settings.withInitialLimit(0)).hasMessageContaining("fleet.initial_limit");
        assertThatThrownBy(() -> settings.withAccount(" ")).hasMessageContaining("fleet.account");
        assertThatThrownBy(() -> settings.withName("")).hasMessageContaining("fleet.name");
    }

    @Test
    void derivesKeyOfAccountFromItsNameOnly() {
        FleetSettings settings = FleetSettings.of(URI.create("redis://localhost"), "account");
        FleetSettings same =
                FleetSettings.of(URI.create("redis://elsewhere"), "account").withName("other");

        assertThat(FleetKey.of(settings, null))
                .isEqualTo(FleetKey.of(same, null))
                .isNotEqualTo(FleetKey.of(settings.withAccount("another"), null))
                .doesNotContain("account");
    }
}
