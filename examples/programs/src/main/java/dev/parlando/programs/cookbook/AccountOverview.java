package dev.parlando.programs.cookbook;

// region
import dev.parlando.SpeechEngine;
import dev.parlando.account.Account;
import dev.parlando.account.CreatedKey;
import dev.parlando.account.IpRange;
import dev.parlando.account.KeySpec;
import dev.parlando.account.Permissions;
import dev.parlando.voice.VoiceQuery;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Lists voices, prints the credits of the account, and creates a key that can only speak. */
final class AccountOverview {
    public static void main(String[] arguments) {
        try (SpeechEngine engine = SpeechEngine.create()) { // Needs service_account_write and user_read.
            engine.allVoices(VoiceQuery.ALL).stream().limit(5).forEach(voice -> System.out.println(voice.name()));
            var plan = engine.account().subscription().toCompletableFuture().join();
            System.out.println(plan.characterCount() + " of " + plan.characterLimit() + " credits used");
            var key = createKey(engine.account(), "phone line").join();
            System.out.println("created " + key.keyId()); // Store key.secret() now: it is returned only once.
        }
    }

    static CompletableFuture<CreatedKey> createKey(Account account, String name) {
        KeySpec spec = KeySpec.of(name, Permissions.of("text_to_speech"))
                .withCharacterLimit(500_000)
                .withAllowedIps(List.of(IpRange.parse("203.0.113.0/24")));
        return account.createServiceAccount(name)
                .thenCompose(id -> account.createKey(id, spec))
                .toCompletableFuture();
    }
}
// endregion
