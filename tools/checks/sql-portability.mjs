console.log('nothing to check yet');
