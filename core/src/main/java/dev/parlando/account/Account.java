package dev.parlando.account;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls about the account whose key the engine has: its service accounts and their keys, tokens, and credits.
 *
 * <p>Source: the ElevenLabs API, {@code /v1/service-accounts}, {@code /v1/workspaces/api-keys}, {@code
 * /v1/single-use-token} and {@code /v1/user/subscription}. Most calls need a permission that keys for speech should not have:
 * {@code service_account_write} or {@code user_read}; without it they fail with an {@link
 * dev.parlando.error.AuthenticationException}.
 *
 * <p>Threading: safe for use from any thread; no method blocks. Stages complete on a ring thread. What failed before it
 * reached the service is tried again; what creates something is not, once the service may have seen it.
 *
 * <p>Failure: an id, name or update that cannot be right is an {@link dev.parlando.error.InvalidRequestException} at once, and
 * nothing is sent. What fails later fails the stage.
 */
public interface Account {
    /** Asks for the service accounts, each with its keys. */
    CompletionStage<List<ServiceAccount>> serviceAccounts();

    /** Creates a service account and returns its id. */
    CompletionStage<String> createServiceAccount(String name);

    /** Asks for the keys of a service account, with what each has used in this billing period. */
    CompletionStage<List<AccountKey>> keys(String serviceAccountId);

    /** Creates a key, whose secret the service tells this once. */
    CompletionStage<CreatedKey> createKey(String serviceAccountId, KeySpec spec);

    /** Changes what the update names of a key, and leaves the rest. */
    CompletionStage<Void> updateKey(String serviceAccountId, String keyId, KeyUpdate update);

    /** Deletes a key; whoever still uses it is refused from then on. */
    CompletionStage<Void> deleteKey(String serviceAccountId, String keyId);

    /** Disables the very key that makes this call, for good: what to do first when it has leaked. */
    CompletionStage<Void> disableOwnKey();

    /**
     * Sets whether the keys of the workspace may be disabled by whoever holds them, as {@link #disableOwnKey} does and as
     * partners do that find keys in public places.
     *
     * @param allowed for every key, whatever it says itself; null leaves it to each key and, where that says nothing, to the
     *     plan
     */
    CompletionStage<Void> allowThirdPartyDisabling(@Nullable Boolean allowed);

    /** Creates a token that is worth one connection of the given kind, within 15 minutes. */
    CompletionStage<SingleUseToken> createToken(TokenType type);

    /** Asks for the plan and the credits that are used and left. */
    CompletionStage<Subscription> subscription();
}
