package dev.parlando.internal.json;

import dev.parlando.voice.Model;

/** A reader of the JSON of models. Stateless. */
final class ModelJson {
    private ModelJson() {}

    static Model model(JsonFields fields) {
        return new Model(
                fields.required("model_id"),
                fields.text("name"),
                fields.text("description"),
                fields.isTrue("can_do_text_to_speech"),
                fields.isTrue("can_do_voice_conversion"),
                fields.isTrue("can_use_style"),
                fields.isTrue("can_use_speaker_boost"),
                fields.isTrue("can_be_finetuned"),
                fields.isTrue("serves_pro_voices"),
                fields.isTrue("requires_alpha_access"),
                fields.integer("maximum_text_length_per_request"),
                fields.integer("max_characters_request_free_user"),
                fields.integer("max_characters_request_subscribed_user"),
                fields.objects("languages", ModelJson::language),
                fields.number("token_cost_factor"),
                fields.object("model_rates", ModelJson::rates),
                fields.text("concurrency_group"),
                fields.unread());
    }

    private static Model.Language language(JsonFields fields) {
        return new Model.Language(fields.text("language_id"), fields.text("name"), fields.unread());
    }

    private static Model.Rates rates(JsonFields fields) {
        return new Model.Rates(
                fields.number("character_cost_multiplier"), fields.number("cost_discount_multiplier"), fields.unread());
    }
}
