"""Tests of the thermostat: no cloud, no sleeping."""
import pytest
from azure.iot.hub import IoTHubRegistryManager
from azure.iot.hub.models import Twin, TwinProperties

from thermostat import Thermostat


@pytest.fixture
def thermostat(hub):
    device = Thermostat(hub.device("thermostat"))
    yield device
    device.stop()


def want(hub, target):
    back_end = IoTHubRegistryManager(hub.connection_string)
    back_end.update_twin("thermostat", Twin(properties=TwinProperties(desired={"target": target})), "*")


def test_it_applies_what_it_finds_when_it_starts(hub, thermostat):
    want(hub, 21)
    thermostat.start()
    hub.await_reported("thermostat", "climate.target", 21)


def test_it_applies_what_it_is_told_later(hub, thermostat):
    thermostat.start()
    hub.await_connected("thermostat")
    want(hub, 23)
    hub.await_reported("thermostat", "climate.target", 23)
    assert "report" in [entry["operation"] for entry in hub.journal("thermostat")]


def test_each_test_begins_with_an_empty_hub(hub):
    with pytest.raises(LookupError):
        hub.twin("thermostat")


def test_a_wait_says_why_it_failed(hub, thermostat):
    want(hub, 21)
    thermostat.start()
    with pytest.raises(AssertionError) as failure:
        hub.await_reported("thermostat", "climate.taget", 21, timeout=0.5)
    assert "waited 0.5 s for device 'thermostat' to report climate.taget = 21" in str(failure.value)
    assert "the nearest path that the device reports is climate.target = 21" in str(failure.value)
