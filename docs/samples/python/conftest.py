pytest_plugins = ["twinhub_pytest"]
