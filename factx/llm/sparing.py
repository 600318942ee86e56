"""Ask through instructor and openai without what they would do again for each question.

Both look closely at the form of an answer and at its JSON Schema with each request. factx asks many
thousands of questions with the same form and reads the answers itself, so all that they need of it
is its name and its schema. What is sent is the same.
"""

import json
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Any, cast

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler

from factx.llm.wire.answer import Reviewed

Create = Callable[..., Awaitable[Any]]


@lru_cache(maxsize=64)
def light_form(form: type[BaseModel], base: type[BaseModel]) -> type[BaseModel]:
    """A form with the name, docstring and JSON Schema of `form`, but without its fields.

    `base` is the class that instructor makes of each form that is not of it yet.
    """
    schema = json.dumps(form.model_json_schema())

    def model_json_schema(cls: type[BaseModel], *_: Any, **__: Any) -> dict[str, Any]:
        return json.loads(schema)

    def of_no_answer(
        cls: type[BaseModel], value: Any, _handler: ModelWrapValidatorHandler[Any]
    ) -> BaseModel:
        form.model_validate(value)  # which says what is missing
        return cls.model_construct()

    body = {
        "__doc__": form.__doc__,
        "__module__": __name__,
        "model_config": ConfigDict(
            hide_input_in_errors=form.model_config.get("hide_input_in_errors", False)
        ),
        "model_json_schema": classmethod(model_json_schema),
        "of_no_answer": classmethod(of_no_answer),
    }
    return cast("type[BaseModel]", type(form.__name__, (Reviewed, base), body))


def direct(client: Any, completion: type) -> Create:
    """As `create` of a client of openai, without its search for names to translate.

    There are none. `completion` is openai's class of a response.
    """

    # No other key is sent, such as that of an administrator in the environment.
    secured: Any = {"security": {"bearer_auth": True}}

    async def create(**options: Any) -> Any:
        return await client.post(
            "/chat/completions", body=options, cast_to=completion, options=secured
        )

    return create


async def ask(
    handlers: Any,
    create: Create,
    form: type[BaseModel],
    options: dict[str, Any],
    *,
    attempts: int,
    should_retry: Callable[[BaseException], bool],
    on_request: Callable[..., None],
    on_response: Callable[[Any], None],
) -> None:
    """Ask a question as instructor does, with its `handlers` of a mode and openai's `create`.

    Instructor's own loop also sums up tokens, keeps every attempt, and has hooks and a cache.
    """
    form, options = handlers.request_handler(response_model=form, kwargs=options)
    if handlers.message_converter is not None:
        messages = handlers.message_converter(options["messages"], autodetect_images=False)
        options["messages"] = messages
    options["messages"] = list(options["messages"])
    for number in range(1, attempts + 1):
        on_request()
        response = await create(**options)
        on_response(response)
        try:
            handlers.response_parser(
                response=response,
                response_model=form,
                validation_context=None,
                strict=False,
                stream=False,
                is_async=True,
            )
        except Exception as error:
            if number == attempts or not should_retry(error):
                raise
            options = handlers.reask_handler(kwargs=options, response=response, exception=error)
        else:
            return
