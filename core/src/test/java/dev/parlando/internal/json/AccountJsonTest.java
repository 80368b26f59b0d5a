package dev.parlando.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.account.AccountKey;
import dev.parlando.account.CreatedKey;
import dev.parlando.account.IpRange;
import dev.parlando.account.KeySpec;
import dev.parlando.account.KeyUpdate;
import dev.parlando.account.Permissions;
import dev.parlando.account.ServiceAccount;
import dev.parlando.account.Subscription;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.UnexpectedResponseException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountJsonTest {
    private static final String SECRET = "sk_5ec4e7";

    private static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static AccountKey key(String fields) {
        return AccountJson.keys(utf8("{\"api-keys\":[{\"key_id\":\"k1\"" + fields + "}]}"))
                .get(0);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Test
    void readsServiceAccountsWithTheirKeys() {
        List<ServiceAccount> accounts = AccountJson.serviceAccounts(
                utf8(
                        """
                        {"service-accounts": [
                          {"service_account_user_id": "sa1", "name": "prod", "created_at_unix": 1767225600,
                           "api-keys": [{"key_id": "k1", "name": "a", "hint": "…7f", "service_account_user_id": "sa1",
                             "created_at_unix": 1767225601, "is_disabled": true, "disable_reason": "exposed_publicly",
                             "permissions": ["text_to_speech", "brand_new"], "character_limit": 500000,
                             "character_count": 12, "hashed_xi_api_key": "abc", "allowed_ips": ["203.0.113.0/24"],
                             "third_party_disable_allowed": false, "brand_new": {"a": [1, 2.5, null]}}],
                           "default_sharing_groups": []},
                          {"service_account_user_id": "sa2"}]}
                        """));
        AccountKey key = new AccountKey(
                "k1",
                "a",
                "…7f",
                "sa1",
                Instant.parse("2026-01-01T00:00:01Z"),
                true,
                "exposed_publicly",
                Permissions.of("text_to_speech", "brand_new"),
                500_000L,
                12L,
                "abc",
                List.of(IpRange.parse("203.0.113.0/24")),
                false,
                Map.of("brand_new", Map.of("a", Arrays.asList(1L, 2.5, null))));
        assertThat(accounts)
                .containsExactly(
                        new ServiceAccount(
                                "sa1",
                                "prod",
                                Instant.parse("2026-01-01T00:00:00Z"),
                                List.of(key),
                                Map.of("default_sharing_groups", List.of())),
                        new ServiceAccount("sa2", null, null, List.of(), Map.of()));
    }

    @Test
    void storesFieldsOfWrongTypeInOther() {
        AccountKey key =
                key(",\"name\":1,\"created_at_unix\":\"yesterday\",\"is_disabled\":\"no\",\"character_limit\":\"many\","
                        + "\"character_count\":1.5,\"third_party_disable_allowed\":0,\"hint\":null,\"huge\":1e400,"
                        + "\"whole\":12345678901234567890,\"fine\":0.1234567890123456789");
        assertThat(key)
                .isEqualTo(new AccountKey(
                        "k1",
                        null,
                        null,
                        null,
                        null,
                        false,
                        null,
                        Permissions.ALL,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        Map.of(
                                "name",
                                1L,
                                "created_at_unix",
                                "yesterday",
                                "is_disabled",
                                "no",
                                "character_limit",
                                "many",
                                "character_count",
                                1.5,
                                "third_party_disable_allowed",
                                0L,
                                "huge",
                                new BigDecimal("1e400"),
                                "whole",
                                new BigDecimal("12345678901234567890"),
                                "fine",
                                new BigDecimal("0.1234567890123456789"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"31556889864403200", "1e300", "-99999999999999999999"})
    void storesTimestampOutOfRangeInOther(String second) {
        AccountKey key = key(",\"created_at_unix\":" + second);
        assertThat(key.createdAt()).isNull();
        assertThat(key.other()).containsOnlyKeys("created_at_unix");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"permissions\":null",
                ",\"permissions\":\"all\"",
                ",\"permissions\":[\"all\"]",
                ",\"permissions\":[\"a\",\"all\"]"
            })
    void readsUnnamedPermissionsAsAll(String field) {
        assertThat(key(field).permissions()).isEqualTo(Permissions.ALL);
        assertThat(key(field).other()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"[]; none; false", "7; none; true", "'[\"a\",\"B C\",null]'; a; true", "\"some\"; none; true"})
    void grantsNothingForUnreadablePermissions(String value, String expected, boolean kept) {
        AccountKey key = key(",\"permissions\":" + value);
        assertThat(key.permissions()).hasToString(expected);
        assertThat(key.other().containsKey("permissions")).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"permissions\":[\"a\",\"B C\"]",
                "\"character_limit\":\"1k\"",
                "\"allowed_ips\":[\"203.0.113.0/24\",\"the office\"]",
                "\"allowed_ips\":\"203.0.113.0/24\"",
                "\"third_party_disable_allowed\":\"yes\""
            })
    void refusesToCopyKeyWithUnreadableRestriction(String field) {
        AccountKey key = key(",\"permissions\":[\"text_to_speech\"]," + field);
        assertThatThrownBy(() -> KeySpec.like(key, "copy"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(field.substring(1, field.indexOf('"', 1)))
                .hasMessageContaining("k1");
    }

    @Test
    void refusesToCopyKeyWithoutPermissions() {
        assertThatThrownBy(() -> KeySpec.like(key(",\"permissions\":[]"), "copy"))
                .hasMessageStartingWith("permissions: are empty");
    }

    @Test
    void readsCreatedKeyAccountAndToken() {
        CreatedKey created = AccountJson.createdKey(utf8("{\"key_id\":\"k9\",\"xi-api-key\":\"" + SECRET + "\"}"));
        assertThat(created.keyId()).isEqualTo("k9");
        assertThat(created.secret().reveal()).isEqualTo(SECRET);
        assertThat(created.toString()).doesNotContain(SECRET);
        assertThat(AccountJson.createdServiceAccount(utf8("{\"service-account-user-id\":\"sa9\"}")))
                .isEqualTo("sa9");
        assertThat(AccountJson.token(utf8("{\"token\":\"sutkn_1\"}")).reveal()).isEqualTo("sutkn_1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{\"xi-api-key\":\"sk_5ec4e7\",\"token\":[\"sk_5ec4e7\"],",
                "{\"xi-api-key\":\"sk_5ec4e7\",\"token\":{\"sk_5ec4e7\":1}}",
                "{\"key_id\":\"k\",\"xi-api-key\":\"sk_5ec4e7 \\n\",\"token\":\" \"}",
                "{\"key_id\":1,\"xi-api-key\":\"sk_5ec4e7\",\"token\":false}",
                "{\"key_id\":\"k\",\"xi-api-key\":[\"sk_5ec4e7\"]}",
                "\"sk_5ec4e7\"",
                "sk_5ec4e7",
            })
    void reportsMissingSecretWithoutRepeatingResponse(String body) {
        for (Runnable reading : List.<Runnable>of(
                () -> AccountJson.createdKey(utf8(body)),
                () -> AccountJson.token(utf8(body)),
                () -> AccountJson.createdServiceAccount(utf8(body)),
                () -> AccountJson.keys(utf8(body)),
                () -> AccountJson.serviceAccounts(utf8(body)))) {
            UnexpectedResponseException error = catchThrowableOfType(UnexpectedResponseException.class, reading::run);
            assertThat(error).hasNoCause();
            assertThat(error.getMessage()).doesNotContain(SECRET).hasLineCount(1);
        }
    }

    @Test
    void rejectsListedKeyWithoutId() {
        assertThatThrownBy(() -> AccountJson.keys(utf8("{\"api-keys\":[{\"name\":\"a\"}]}")))
                .isInstanceOf(UnexpectedResponseException.class)
                .hasMessageContaining("key_id");
    }

    @Test
    void readsSubscription() {
        Subscription plan = AccountJson.subscription(
                utf8(
                        """
                        {"tier": "creator", "status": "active", "character_count": 10, "character_limit": 100000,
                         "max_credit_limit_extension": "unlimited", "next_character_count_reset_unix": 1767225600,
                         "current_overage": {"amount": "1.25", "currency": "usd", "brand_new": 1}, "currency": "eur",
                         "has_open_invoices": true}
                        """));
        assertThat(plan)
                .isEqualTo(new Subscription(
                        "creator",
                        "active",
                        10L,
                        100_000L,
                        Long.MAX_VALUE,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        "1.25",
                        "usd",
                        true,
                        Map.of("currency", "eur", "current_overage", Map.of("brand_new", 1L))));
        assertThat(AccountJson.subscription(utf8("{\"max_credit_limit_extension\":0,\"current_overage\":null}")))
                .isEqualTo(new Subscription(null, null, null, null, 0L, null, null, null, false, Map.of()));
        assertThatThrownBy(() -> AccountJson.subscription(utf8("<html>")))
                .isInstanceOf(UnexpectedResponseException.class);
    }

    @Test
    void writesKeyWithServiceFieldNames() {
        KeySpec spec = KeySpec.of("tts \"1\"", Permissions.of("voices_read", "text_to_speech"))
                .withCharacterLimit(500_000)
                .withAllowedIps(List.of(IpRange.parse("203.0.113.0/24"), IpRange.parse("::1")))
                .withThirdPartyDisableAllowed(true);
        assertThat(text(AccountJson.newKey(spec)))
                .isEqualTo("{\"name\":\"tts \\\"1\\\"\",\"permissions\":[\"text_to_speech\",\"voices_read\"],"
                        + "\"character_limit\":500000,\"allowed_ips\":[\"203.0.113.0/24\",\"::1/128\"],"
                        + "\"third_party_disable_allowed\":true}");
        assertThat(text(AccountJson.newKey(KeySpec.of("a", Permissions.ALL))))
                .isEqualTo("{\"name\":\"a\",\"permissions\":\"all\"}");
        assertThat(text(AccountJson.newServiceAccount("prod"))).isEqualTo("{\"name\":\"prod\"}");
    }

    @Test
    void writesOnlyChangedFieldsOfUpdate() {
        assertThat(text(AccountJson.keyUpdate(KeyUpdate.NONE.enabled(false)))).isEqualTo("{\"is_enabled\":false}");
        KeyUpdate clears =
                KeyUpdate.NONE.clearCharacterLimit().clearAllowedIps().clearThirdPartyDisableAllowed();
        assertThat(text(AccountJson.keyUpdate(clears)))
                .isEqualTo("{\"character_limit\":\"clear\",\"allowed_ips\":\"clear\","
                        + "\"third_party_disable_allowed\":\"clear\"}");
        KeyUpdate all = KeyUpdate.NONE
                .name("b")
                .permissions(Permissions.ALL)
                .characterLimit(0)
                .allowedIps(List.of(IpRange.parse("10.0.0.0/8")))
                .thirdPartyDisableAllowed(false);
        assertThat(text(AccountJson.keyUpdate(all)))
                .isEqualTo("{\"name\":\"b\",\"permissions\":\"all\",\"character_limit\":0,"
                        + "\"allowed_ips\":[\"10.0.0.0/8\"],\"third_party_disable_allowed\":false}");
        assertThatThrownBy(() -> AccountJson.keyUpdate(KeyUpdate.NONE))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("changes nothing");
    }

    @Test
    void writesThirdPartyDisablingPolicy() {
        assertThat(text(AccountJson.thirdPartyDisabling(true))).isEqualTo("{\"third_party_disable_allowed\":true}");
        assertThat(text(AccountJson.thirdPartyDisabling(null))).isEqualTo("{\"third_party_disable_allowed\":null}");
    }
}
