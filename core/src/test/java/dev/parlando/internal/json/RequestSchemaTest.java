package dev.parlando.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.account.IpRange;
import dev.parlando.account.KeySpec;
import dev.parlando.account.KeyUpdate;
import dev.parlando.account.Permissions;
import dev.parlando.account.TokenType;
import dev.parlando.voice.VoiceQuery;
import dev.parlando.voice.VoiceQueryBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests that written requests conform to the service's OpenAPI description. */
class RequestSchemaTest {
    private static final OpenApi API = new OpenApi();
    private static final byte[] NOTHING = new byte[0];
    private static final String KEYS = RequestPath.serviceAccountKeys("sa1");
    private static final String KEY = RequestPath.serviceAccountKey("sa1", "k1");

    private static void assertConforms(String method, String target, byte[] body) throws IOException {
        assertThat(API.problems(method, target, body)).isEmpty();
    }

    @Provide
    Arbitrary<Permissions> permissions() {
        Arbitrary<String> names = Arbitraries.of("text_to_speech", "voices_read", "models_read", "user_read");
        return Arbitraries.oneOf(
                Arbitraries.of(Permissions.ALL),
                names.list().ofMinSize(1).ofMaxSize(5).map(Permissions::of));
    }

    @Provide
    Arbitrary<KeySpec> specs() {
        return Combinators.combine(
                        Arbitraries.strings().alpha().ofMinLength(1),
                        permissions(),
                        Arbitraries.longs().greaterOrEqual(0).injectNull(0.3),
                        ranges().list().ofMaxSize(100),
                        Arbitraries.of(true, false).injectNull(0.3))
                .as(RequestSchemaTest::spec);
    }

    private static KeySpec spec(
            String name,
            Permissions permissions,
            @Nullable Long characterLimit,
            List<IpRange> ranges,
            @Nullable Boolean thirdPartyDisableAllowed) {
        KeySpec spec = KeySpec.of(name, permissions).withAllowedIps(ranges);
        KeySpec limited = characterLimit == null ? spec : spec.withCharacterLimit(characterLimit);
        return thirdPartyDisableAllowed == null
                ? limited
                : limited.withThirdPartyDisableAllowed(thirdPartyDisableAllowed);
    }

    private static Arbitrary<IpRange> ranges() {
        return Arbitraries.of("203.0.113.0/24", "198.51.100.7", "2001:db8::/32", "::ffff:10.0.0.0/104")
                .map(IpRange::parse);
    }

    @Property(tries = 200, seed = "41")
    void writesKeysConformingToSchema(@ForAll("specs") KeySpec spec) throws IOException {
        assertConforms("POST", KEYS, AccountJson.newKey(spec));
        KeyUpdate update = KeyUpdate.NONE.name(spec.name()).permissions(spec.permissions());
        assertConforms("PATCH", KEY, AccountJson.keyUpdate(update));
        if (!spec.allowedIps().isEmpty()) {
            assertConforms("PATCH", KEY, AccountJson.keyUpdate(KeyUpdate.NONE.allowedIps(spec.allowedIps())));
        }
    }

    @Test
    void writesKeyUpdatesConformingToSchema() throws IOException {
        for (KeyUpdate update : List.of(
                KeyUpdate.NONE.enabled(false),
                KeyUpdate.NONE.characterLimit(Long.MAX_VALUE),
                KeyUpdate.NONE.clearCharacterLimit(),
                KeyUpdate.NONE.clearAllowedIps(),
                KeyUpdate.NONE.thirdPartyDisableAllowed(true),
                KeyUpdate.NONE.clearThirdPartyDisableAllowed(),
                KeyUpdate.NONE.enabled(true).clearAllowedIps().characterLimit(1))) {
            assertConforms("PATCH", KEY, AccountJson.keyUpdate(update));
        }
    }

    @Test
    void buildsAccountCallsConformingToSchema() throws IOException {
        assertConforms("GET", RequestPath.SERVICE_ACCOUNTS, NOTHING);
        assertConforms("POST", RequestPath.SERVICE_ACCOUNTS, AccountJson.newServiceAccount("prod \u20ac"));
        assertConforms("GET", KEYS, NOTHING);
        assertConforms("DELETE", KEY, NOTHING);
        assertConforms("POST", RequestPath.DISABLE_OWN_KEY, NOTHING);
        for (Boolean allowed : new Boolean[] {true, false, null}) {
            assertConforms("POST", RequestPath.THIRD_PARTY_DISABLING, AccountJson.thirdPartyDisabling(allowed));
        }
        assertConforms("GET", RequestPath.SUBSCRIPTION, NOTHING);
        for (TokenType type : TokenType.values()) {
            assertConforms("POST", RequestPath.singleUseToken(type), NOTHING);
            assertThat(API.schema("SingleUseTokenType").get("enum"))
                    .anyMatch(word -> word.asText().equals(type.value()));
        }
    }

    @Test
    void buildsVoiceAndModelCallsConformingToSchema() throws IOException {
        for (String target : List.of(
                RequestPath.MODELS,
                RequestPath.FIRST_VOICE,
                RequestPath.DEFAULT_VOICE_SETTINGS,
                RequestPath.voice("v_1-x"),
                RequestPath.voiceSettings("v1"),
                RequestPath.voices(VoiceQuery.ALL.after("t=1&x")))) {
            assertConforms("GET", target, NOTHING);
        }
    }

    @Property(tries = 200, seed = "42")
    void buildsVoiceQueriesConformingToSchema(@ForAll @IntRange(min = 1, max = 0xFFFF) int filters, @ForAll boolean yes)
            throws IOException {
        VoiceQueryBuilder query = VoiceQuery.builder();
        List<String> ids = IntStream.range(0, 100).mapToObj(i -> "v" + i).toList();
        List<Runnable> all = List.of(
                () -> query.search("ä & b"),
                () -> query.pageSize(1 + filters % 100),
                () -> query.sort(yes ? "name" : "created_at_unix").sortDirection(yes ? "asc" : "desc"),
                () -> query.voiceType("non-default").category("cloned"),
                () -> query.fineTuningState("fine_tuned"),
                () -> query.collectionId("c 1"),
                () -> query.gender("female").age("old"),
                () -> query.accent("scottish"),
                () -> query.languages(yes ? List.of("en") : List.of("en", "de")),
                () -> query.useCases(yes ? List.of("narration") : List.of("news", "games & more")),
                () -> query.minNoticePeriodDays(filters % 1000),
                () -> query.includeCustomRates(yes),
                () -> query.includeLiveModerated(yes),
                () -> query.highQuality(yes),
                () -> query.voiceIds(yes ? ids : ids.subList(0, 1)),
                () -> query.includeTotalCount(yes));
        for (int i = 0; i < all.size(); i++) {
            if (((filters >> i) & 1) == 1) {
                all.get(i).run();
            }
        }
        assertConforms("GET", RequestPath.voices(query.build()), NOTHING);
    }

    @Test
    void detectsRequestsViolatingSchema() throws IOException {
        assertThat(API.problems("GET", "/v2/voices?page_size=ten&voice_kind=personal", NOTHING))
                .hasSize(2);
        assertThat(API.problems("GET", "/v2/voices?search=a&search=b", NOTHING)).hasSize(1);
        assertThat(API.problems("POST", "/v1/workspaces/api-keys/disable", NOTHING))
                .hasSize(1);
        assertThat(API.problems("PUT", "/v1/models", NOTHING)).hasSize(1);
        assertThat(API.problems(
                        "POST", KEYS, "{\"nam\":\"a\",\"permissions\":\"all\"}".getBytes(StandardCharsets.UTF_8)))
                .hasSize(2);
        assertThat(API.problems("DELETE", KEY, new byte[] {'{', '}'})).hasSize(1);
    }
}
