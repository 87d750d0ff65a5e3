"""The local web page and its REST interface: ``gouji serve``.

`desk` keeps the reports that were handed in, `app` answers requests, `guard` turns away what no browser of
the user would send.  Nothing is fetched from outside, nothing is kept longer than asked.
"""
