package dev.parlando.account;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Calls about the account of the engine's key: service accounts and their keys, single-use tokens, and credits.
 *
 * <p>Source: the ElevenLabs API, {@code /v1/service-accounts}, {@code /v1/workspaces/api-keys},
 * {@code /v1/single-use-token} and {@code /v1/user/subscription}.
 *
 * <p>Permissions: most calls need {@code service_account_write} or {@code user_read}, which keys for speech should not
 * have. Without the permission a call fails with an {@link dev.parlando.error.AuthenticationException}.
 *
 * <p>Threading: safe for use from any thread; no method blocks. Stages complete on the
 * {@link dev.parlando.SpeechEngineBuilder#callbackExecutor}.
 *
 * <p>Errors: a malformed id, name or update throws {@link dev.parlando.error.InvalidRequestException} immediately, and
 * nothing is sent. Later failures fail the stage. The engine retries failed calls by its
 * {@link dev.parlando.network.RetryPolicy}. A call that creates something is retried only if the service did not
 * process it.
 */
public interface Account {
    /** Requests the service accounts, each with its keys. */
    CompletionStage<List<ServiceAccount>> serviceAccounts();

    /** Creates a service account and returns its id. */
    CompletionStage<String> createServiceAccount(String name);

    /** Requests the keys of a service account, with the credits that each has used in this billing period. */
    CompletionStage<List<AccountKey>> keys(String serviceAccountId);

    /** Creates a key; the service returns its secret only this once. */
    CompletionStage<CreatedKey> createKey(String serviceAccountId, KeySpec spec);

    /** Changes the fields of a key that the update names. */
    CompletionStage<Void> updateKey(String serviceAccountId, String keyId, KeyUpdate update);

    /** Deletes a key; the service rejects later requests that carry it. */
    CompletionStage<Void> deleteKey(String serviceAccountId, String keyId);

    /** Disables, permanently, the key that this call carries. This is the first step after that key has leaked. */
    CompletionStage<Void> disableOwnKey();

    /**
     * Sets whether any holder of a workspace key may disable it. {@link #disableOwnKey} does so, as do partners that
     * find keys in public places.
     *
     * @param allowed the setting for all keys, which overrides their own; null leaves it to each key and, where a key
     *     has no setting, to the plan
     */
    CompletionStage<Void> allowThirdPartyDisabling(@Nullable Boolean allowed);

    /** Creates a token for one connection of the given type within 15 minutes. */
    CompletionStage<SingleUseToken> createToken(TokenType type);

    /** Requests the plan and the used and remaining credits. */
    CompletionStage<Subscription> subscription();
}
