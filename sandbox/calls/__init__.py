"""The Web API and response_url as HTTP: from the request to the answer. What a method does is in methods/."""
