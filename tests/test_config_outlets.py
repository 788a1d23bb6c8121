"""What stands outside Slack in sitrep.toml: what it says, and what of it is refused with its line and what to write."""

from pathlib import Path

import pytest

from bot.config.reading import BadConfig, parse
from incidents.outlets import Gateway, Method, Speech
from incidents.upkeep.writing import written

TEMPLATE = """[gateways.sms-cn]
address = "https://sms.example.com/send"
"""


def refused(text: str) -> str:
    """The first mistake that is named."""
    with pytest.raises(BadConfig) as bad:
        parse(text, Path("sitrep.toml"))
    return bad.value.mistakes[0]


def test_a_template_is_read_and_written_as_it_stands() -> None:
    policy = parse(
        f"""{TEMPLATE}
        kind = "sms"
        method = "PUT"
        headers = {{ "X-Api-Key" = "{{SITREP_HOOK_SMS}}" }}
        body = '{{"to": "{{number}}", "text": "{{text}}"}}'
        success = "result.code = 0"
        """,
        Path("sitrep.toml"),
    )

    assert policy.gateway("SMS-CN") == Gateway(
        name="sms-cn",
        address="https://sms.example.com/send",
        kind=Speech.SMS,
        method=Method.PUT,
        headers=(("X-Api-Key", "{SITREP_HOOK_SMS}"),),
        body='{"to": "{number}", "text": "{text}"}',
        success="result.code = 0",
    )
    assert policy.gateways[0].variables == ("SITREP_HOOK_SMS",)
    assert parse(written(policy), Path("sitrep.toml")) == policy


def test_whatever_names_a_robot_or_a_service_spells_it_as_its_own_table_does() -> None:
    policy = parse(
        """
        [robots.Feishu]
        maker = "wecom"
        address = "SITREP_HOOK_URL"
        [pagerduty.Checkout]
        key = "SITREP_HOOK_KEY"
        [hooks.OnSite]
        address = "https://gateway.example.com/in"
        secret = "SITREP_HOOK_SITE"
        [teams.payments]
        members = ["U0ANA"]
        robot = "feishu"
        [escalation.default]
        fallback = ["robot:FEISHU"]
        [[escalation.default.steps]]
        page = ["robot:feishu", "robot:Feishu", "pagerduty:checkout", "webhook:onsite", "U0ANA"]
        """,
        Path("sitrep.toml"),
    )

    [own] = policy.escalations
    assert policy.teams[0].robot == "Feishu"
    assert [one.written for one in own.steps[0].targets] == [
        "robot:Feishu",
        "pagerduty:Checkout",
        "webhook:OnSite",
        "person:U0ANA",
    ]
    assert [one.written for one in own.fallback] == ["robot:Feishu"]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("", "line 1: gateways.sms-cn: write one of secret (our own JSON, signed), body (a JSON text) and form"),
        ('secret = "SITREP_HOOK_A"\nbody = "{}"', "it has secret and body"),
        ('secret = "s3cret"', "line 3: gateways.sms-cn.secret: name the variable that holds the key"),
        ("body = '{\"to\": '", "line 3: gateways.sms-cn.body: this is no JSON"),
        ('body = \'{"to": "{phone}"}\'', "line 3: gateways.sms-cn.body: there is no {phone}: write {number}, {text}"),
        ('form = { to = "{number}" }', "line 1: gateways.sms-cn: nothing in it says {text}: write it into form"),
        ('form = { text = "{text}" }', "nothing in it says {number}"),
        ('form = { to = "{nr}" }', "line 3: gateways.sms-cn.form: there is no {nr}"),
        ('method = "GET"\nbody = \'"{number} {text}"\'', "GET has no body: write form, which becomes the query"),
        ('method = "SEND"', "line 3: gateways.sms-cn.method"),
        ('kind = "fax"', "line 3: gateways.sms-cn.kind"),
        ('headers = { Authorization = "Bearer abc" }', "“Authorization” holds a secret: write {SITREP_HOOK_NAME}"),
        ('headers = { "X Y" = "a" }', "line 3: gateways.sms-cn.headers: “X Y” is no header"),
        ('headers = { "X-Y" = "a\\r\\nB: c" }', "line 3: gateways.sms-cn.headers: “X-Y” is no header"),
        ('success = "a b = 0"', "line 3: gateways.sms-cn.success: write such as"),
        ('succes = "OK"', "line 3: gateways.sms-cn.succes: there is no such key"),
    ],
)
def test_a_template_that_cannot_be_is_refused_with_its_line_and_what_to_write(keys: str, said: str) -> None:
    assert said in refused(f"{TEMPLATE}{keys}")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://sms.example.com/send", "line 2: gateways.a.address: write https://"),
        ("https://{number}.example.com/", "line 2: gateways.a.address: write the host as it is"),
        ("https://sms.example.com:many/", "line 2: gateways.a.address: this is no address"),
        ("sms.example.com", "line 2: gateways.a.address"),
    ],
)
def test_an_address_that_cannot_be_trusted_is_refused(address: str, said: str) -> None:
    assert said in refused(f'[gateways.a]\naddress = "{address}"\nsecret = "SITREP_HOOK_A"')


@pytest.mark.parametrize("name", ["sms", "Verify", "7", "slack", "电话"])
def test_a_name_that_means_something_else_is_refused(name: str) -> None:
    text = f'[gateways."{name}"]\naddress = "https://a.example/"\nsecret = "SITREP_HOOK_A"'

    assert f"“{name}” means something else after `/incident me`: write such as my-{name}" in refused(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[robots.a]\nmaker = "slack"\naddress = "SITREP_HOOK_A"', "line 2: robots.a.maker"),
        (
            '[robots.a]\nmaker = "wecom"\naddress = "https://qyapi.weixin.qq.com/x?key=1"',
            "line 3: robots.a.address: its address is a secret: name the variable that holds it",
        ),
        ('[robots.a]\nmaker = "feishu"\naddress = "SITREP_HOOK_A"', "line 1: robots.a: write secret ="),
        (
            '[robots.a]\nmaker = "wecom"\naddress = "SITREP_HOOK_A"\nsecret = "SITREP_HOOK_B"',
            "line 1: robots.a: a robot of WeCom has no secret",
        ),
        ('[pagerduty.a]\nkey = "R0UT1NG"', "line 2: pagerduty.a.key: name the variable that holds the key"),
        ('[pagerduty.a]\nkey = ""', "line 1: pagerduty.a: write key ="),
        ('[teams.a]\nchannel = "a"\nrobot = "b"', "line 3: teams.a.robot: there is no robot “b”; write [robots.b]"),
        ('[escalation.a]\n[[escalation.a.steps]]\npage = ["robot:b"]', "there is no robot “b”; write [robots.b]"),
        (
            '[escalation.a]\n[[escalation.a.steps]]\npage = ["pagerduty:b"]',
            "line 3: escalation.a.steps.0.page: there is no PagerDuty service “b”; write [pagerduty.b]",
        ),
    ],
)
def test_a_robot_or_service_that_cannot_be_is_refused_with_what_to_write(text: str, said: str) -> None:
    assert said in refused(text)
