package dev.parlando.offline.account;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The account that owns all keys, in the service's JSON format: an unlimited plan and its usage. */
public final class OfflineSubscription {
    private static final long CHARACTER_LIMIT = 1_000_000_000;
    private static final String CURRENCY = "usd";

    private final KeyRegistry keys;

    public OfflineSubscription(KeyRegistry keys) {
        this.keys = keys;
    }

    /** Returns the user as presented to the holder of the key. */
    public Map<String, @Nullable Object> userJson(OfflineApiKey key) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("user_id", key.userId());
        json.put("workspace_id", "OfflineWorkspace");
        json.put("subscription", subscriptionJson());
        json.put("is_new_user", false);
        json.put("can_use_delayed_payment_methods", false);
        json.put("is_onboarding_completed", true);
        json.put("is_onboarding_checklist_completed", true);
        json.put("first_name", "Offline");
        json.put("is_api_key_hashed", true);
        json.put("xi_api_key_preview", key.hint());
        json.put("created_at", keys.accounts().get(0).createdAtUnix());
        json.put("seat_type", "workspace_admin");
        return json;
    }

    public Map<String, @Nullable Object> subscriptionWithInvoicesJson() {
        Map<String, @Nullable Object> json = subscriptionJson();
        json.put("next_invoice", null);
        json.put("open_invoices", List.of());
        json.put("has_open_invoices", false);
        json.put("pending_change", null);
        return json;
    }

    private Map<String, @Nullable Object> subscriptionJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("tier", "enterprise");
        json.put("character_count", keys.credits());
        json.put("character_limit", CHARACTER_LIMIT);
        json.put("max_character_limit_extension", null);
        json.put("max_credit_limit_extension", "unlimited");
        json.put("can_extend_character_limit", true);
        json.put("allowed_to_extend_character_limit", true);
        json.put("next_character_count_reset_unix", null);
        json.put("voice_slots_used", 0);
        json.put("professional_voice_slots_used", 0);
        json.put("professional_voice_slots_used_in_workspace", 0);
        json.put("voice_limit", 0);
        json.put("voice_add_edit_counter", 0);
        json.put("professional_voice_limit", 0);
        json.put("can_extend_voice_limit", false);
        json.put("can_use_instant_voice_cloning", false);
        json.put("can_use_professional_voice_cloning", false);
        json.put("currency", CURRENCY);
        json.put("current_overage", Map.of("amount", "0", "currency", CURRENCY));
        json.put("status", "active");
        json.put("billing_period", "monthly_period");
        json.put("character_refresh_period", "monthly_period");
        return json;
    }
}
