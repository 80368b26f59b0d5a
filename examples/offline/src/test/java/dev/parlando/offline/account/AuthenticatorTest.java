package dev.parlando.offline.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.JsonPath;
import dev.parlando.offline.limits.FakeEventLoopClock;
import dev.parlando.offline.load.KeyUsage;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    private final FakeEventLoopClock time = new FakeEventLoopClock();
    private final KeyRegistry keys = new KeyRegistry(new Secret("sk_administrator"), () -> NOW);
    private final SingleUseTokens tokens = new SingleUseTokens(time);
    private final Authenticator doorkeeper = new Authenticator(keys, tokens);

    @Test
    void grantsAdministratorEveryPermission() {
        for (String permission : Permission.ALL) {
            assertThat(doorkeeper.authenticate("sk_administrator", HERE, permission))
                    .isSameAs(keys.administrator());
        }
        assertThat(keys.administrator().usage()).isEqualTo(new KeyUsage(Permission.ALL.size(), 0, 0, 0, 0, NOW));
    }

    @Test
    void rejectsRequestWithoutKey() {
        assertThat(refused(401, null))
                .containsEntry("code", "missing_api_key")
                .containsEntry("status", "needs_authorization");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk_administratoR", "sk_administrator ", "sk_wrong", "sk_0123", "\u00e4"})
    void rejectsUnknownKeyAsUnauthorized(String offered) {
        assertThat(refused(401, offered))
                .containsOnlyKeys("type", "code", "message", "status", "request_id", "param")
                .containsEntry("code", "unauthorized")
                .containsEntry("status", "invalid_api_key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123456789abcdef0123456789abcdef",
                "sk_0123456789abcdef0123456789abcdef0123456789abcdef",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
            })
    void rejectsWellFormedUnknownKeyAsBadRequest(String offered) {
        assertThat(refused(400, offered))
                .containsEntry("type", "authentication_error")
                .containsEntry("code", "invalid_api_key")
                .containsEntry("status", "invalid_api_key")
                .containsEntry("param", "api_key");
    }

    @Test
    void omitsKeyFromErrors() {
        keys.administrator().disable("exposed_publicly");
        assertThat(refused(401, "sk_administrator").toString()).doesNotContain("sk_administrator");
        assertThat(refused(401, "sk_wrong").toString()).doesNotContain("sk_wrong");
    }

    @Test
    void namesMissingPermission() {
        OfflineApiKey key = create(new KeyRules("tts", List.of("text_to_speech"), null, null, null));
        assertThat(doorkeeper.authenticate("sk_a", HERE, "text_to_speech")).isSameAs(key);
        assertThat(doorkeeper.authenticate("sk_a", HERE, null)).isSameAs(key);
        Map<String, Object> detail = refused(401, "sk_a", "voices_read");
        assertThat(detail).containsEntry("code", "unauthorized").containsEntry("status", "missing_permissions");
        assertThat(detail.get("message")).asString().contains("voices_read");
        assertThat(key.usage()).isEqualTo(new KeyUsage(2, 0, 0, 1, 0, NOW));
    }

    @Test
    void rejectsUnlistedAddressAsForbidden() throws Exception {
        AddressRange range = Objects.requireNonNull(AddressRange.parse("203.0.113.0/24"));
        create(new KeyRules("tts", null, null, List.of(range), null));
        doorkeeper.authenticate("sk_a", InetAddress.getByName("203.0.113.9"), null);
        Map<String, Object> detail = refused(403, "sk_a");
        assertThat(detail)
                .containsEntry("type", "authorization_error")
                .containsEntry("code", "forbidden")
                .containsEntry("status", "ip_not_allowed");
    }

    @Test
    void reportsDisableReasonUntilKeyIsEnabled() {
        OfflineApiKey key = create(KeyRules.unrestricted("a"));
        key.disable("exposed_publicly");
        Map<String, Object> detail = refused(401, "sk_a");
        assertThat(detail)
                .containsEntry("type", "authentication_error")
                .containsEntry("code", "unauthorized")
                .containsEntry("status", "api_key_disabled");
        assertThat(detail.get("message")).asString().contains("exposed_publicly");
        key.enable();
        assertThat(doorkeeper.authenticate("sk_a", HERE, null)).isSameAs(key);
        assertThat(key.usage()).isEqualTo(new KeyUsage(1, 1, 0, 0, 0, NOW));
    }

    @Test
    void rejectsAndCountsDeletedKey() {
        OfflineApiKey key = create(KeyRules.unrestricted("a"));
        key.delete();
        assertThat(refused(401, "sk_a")).containsEntry("status", "invalid_api_key");
        assertThat(key.usage()).isEqualTo(new KeyUsage(0, 0, 1, 0, 0, NOW));
    }

    @Test
    void admitsOnlyAdministratorEvenWhenDisabled() {
        create(KeyRules.unrestricted("a"));
        keys.administrator().disable("exposed_publicly");
        doorkeeper.authenticateAdministrator("sk_administrator");
        HttpErrorException refusal =
                catchThrowableOfType(HttpErrorException.class, () -> doorkeeper.authenticateAdministrator("sk_a"));
        assertThat(JsonPath.detail(refusal)).containsEntry("status", "missing_permissions");
        assertThat(keys.administrator().usage().requests()).isZero();
    }

    @Test
    void acceptsTokenOnceAndCountsItsKey() {
        OfflineApiKey key = create(KeyRules.unrestricted("a"));
        String token = tokens.issue(key, Authenticator.TOKEN_FOR_SPEECH);
        assertThat(doorkeeper.authenticateToken(token)).isSameAs(key);
        assertThat(key.usage().requests()).isEqualTo(1);
        assertThat(refusedToken(token))
                .containsEntry("code", "unauthorized")
                .containsEntry("status", "invalid_single_use_token");
    }

    @Test
    void rejectsTokenOfDisabledOrDeletedKey() {
        OfflineApiKey key = create(KeyRules.unrestricted("a"));
        String first = tokens.issue(key, Authenticator.TOKEN_FOR_SPEECH);
        String second = tokens.issue(key, Authenticator.TOKEN_FOR_SPEECH);
        key.disable("self_disabled");
        assertThat(refusedToken(first)).containsEntry("status", "api_key_disabled");
        key.delete();
        assertThat(refusedToken(second)).containsEntry("status", "invalid_api_key");
    }

    private OfflineApiKey create(KeyRules rules) {
        return keys.createKey(keys.accounts().get(0), new Secret("sk_a"), rules);
    }

    private Map<String, Object> refused(int status, @Nullable String offered) {
        return refused(status, offered, null);
    }

    private Map<String, Object> refused(int status, @Nullable String offered, @Nullable String permission) {
        HttpErrorException refusal = catchThrowableOfType(
                HttpErrorException.class, () -> doorkeeper.authenticate(offered, HERE, permission));
        assertThat(refusal.status()).isEqualTo(status);
        return JsonPath.detail(refusal);
    }

    private Map<String, Object> refusedToken(String token) {
        HttpErrorException refusal =
                catchThrowableOfType(HttpErrorException.class, () -> doorkeeper.authenticateToken(token));
        assertThat(refusal.status()).isEqualTo(401);
        assertThat(refusal.body().toString()).doesNotContain(token);
        return JsonPath.detail(refusal);
    }
}
